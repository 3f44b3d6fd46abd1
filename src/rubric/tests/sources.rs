use super::*;

#[test]
fn the_built_in_rubrics_are_without_fault() {
    let problems = RubricSource::builtin().problems();
    let errors: Vec<String> =
        problems.iter().filter(|problem| problem.level() == Level::Error).map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    let set = RubricSet::builtin();
    assert_eq!(set.name(), "principle31");
    assert_eq!((set.criteria().count(), set.indicators().count()), (9, 54));
}

#[test]
fn a_directory_gives_the_same_set_as_the_embedded_files() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/rubrics");
    let set = RubricSet::from_dir(path).unwrap();
    assert_eq!(set.digest(), RubricSet::builtin().digest());
    let order = |set: &RubricSet| set.criteria().map(|criterion| criterion.id().to_owned()).collect::<Vec<_>>();
    assert_eq!(order(&set), order(&RubricSet::builtin()));
}

#[test]
fn one_rubric_borrows_words_and_scale() {
    let set = RubricSet::parse("my.toml", RUBRIC).unwrap();
    assert_eq!((set.name(), set.version(), set.title()), ("predictability", "unversioned", "Predictability"));
    assert_eq!(set.criteria().count(), 1);
    assert_eq!(set.caps.len(), 0);
    assert_eq!(set.bands.len(), RubricSet::builtin().bands.len());
    assert_eq!(set.profiles().map(|(name, _)| name).collect::<Vec<_>>(), ["core", "full"]);
}

#[test]
fn rubrics_without_a_manifest_keep_the_order_in_which_they_are_given() {
    let other = changed(RUBRIC, &[("\"predictability\"", "\"zeal\"")]);
    let set = RubricSource::new().toml("b.toml", other).toml("a.toml", RUBRIC).load().unwrap();
    assert_eq!(set.criteria().map(|criterion| criterion.id()).collect::<Vec<_>>(), ["zeal", "predictability"]);
}

#[test]
fn the_built_in_set_takes_a_rubric_more() {
    let other = changed(RUBRIC, &[("\"predictability\"", "\"zeal\"")]);
    let set = RubricSource::builtin().toml("zeal.toml", other).load().unwrap();
    assert_eq!(set.criteria().count(), 10);
    assert_eq!(set.criteria().last().unwrap().id(), "zeal");
}

#[test]
fn a_manifest_alone_chooses_among_the_built_in_rubrics() {
    let manifest = "kind = \"set\"\nformat = 1\nname = \"two\"\nversion = \"1\"\ntitle = \"Two\"\nrubrics = [\"legitimacy\", \"engagement\"]\n\
                    scale = { met = 1, partial = 0, silent = 0, adverse = 0 }\n";
    let set = RubricSet::parse("set.toml", manifest).unwrap();
    assert_eq!(set.criteria().map(|criterion| criterion.id()).collect::<Vec<_>>(), ["legitimacy", "engagement"]);
}

#[test]
fn an_overlay_alone_changes_the_built_in_set() {
    let set = RubricSet::parse("over.toml", "kind = \"overlay\"\nformat = 1\nweights.engagement = 0\n").unwrap();
    assert_eq!((set.name(), set.criteria().count()), ("principle31", 9));
    assert!(set.version().ends_with("+over"));
}

#[test]
fn a_set_has_one_manifest_and_one_lexicon() {
    let lexicon = include_str!("../../../rubrics/lexicon.toml");
    let problems =
        RubricSource::new().toml("1.toml", lexicon).toml("2.toml", lexicon).toml("my.toml", RUBRIC).problems();
    let problems: Vec<_> = problems.into_iter().filter(|problem| problem.level() == Level::Error).collect();
    assert_eq!(problems.len(), 1);
    assert_eq!((problems[0].file(), problems[0].message()), ("2.toml", "a set has one file of this kind"));
    assert_eq!(problems[0].related().unwrap().file(), "1.toml");
}

#[test]
fn digests_tell_sets_apart_but_not_directories() {
    let digest = |name: &str, text: &str| RubricSet::parse(name, text).unwrap().digest().to_owned();
    assert_eq!(digest("a/my.toml", RUBRIC), digest("b\\my.toml", RUBRIC));
    assert_ne!(digest("my.toml", RUBRIC), digest("your.toml", RUBRIC));
    assert_ne!(digest("my.toml", RUBRIC), digest("my.toml", &format!("{RUBRIC} ")));
    assert_eq!(digest("my.toml", RUBRIC).len(), 64);
}

#[test]
fn files_that_cannot_be_read_are_told_with_the_rest() {
    let directory = std::env::temp_dir().join(format!("principle31-load-{}", std::process::id()));
    std::fs::create_dir_all(directory.join("sub.toml")).unwrap();
    std::fs::write(directory.join("a.toml"), changed(RUBRIC, &[("weight = 2", "weight = -2")])).unwrap();
    std::fs::write(directory.join("b.toml"), b"kind = \"\xff\"").unwrap();
    std::fs::write(directory.join("c.txt"), "no TOML").unwrap();
    let missing = directory.join("missing.toml");
    let problems = RubricSource::new().dir(&directory).file(&missing).problems();
    let found: Vec<_> = problems.iter().map(Problem::message).collect();
    // The system's own words follow.
    assert_eq!(found[..2], ["a weight cannot be negative", "not UTF-8 from byte 9 on"]);
    assert!(found.len() == 3 && found[2].starts_with("cannot be read: "), "{found:?}");
    assert!(RubricSet::from_files([&missing]).unwrap_err().to_string().ends_with("\n1 error"));
    std::fs::create_dir_all(directory.join("empty")).unwrap();
    let error: LoadError = RubricSet::from_dir(directory.join("empty")).unwrap_err();
    assert_eq!(error.problems()[0].message(), "the directory holds no `.toml` file");
    std::fs::remove_dir_all(&directory).unwrap();
    assert_eq!(RubricSource::new().problems()[0].message(), "there are no files");
}
