//! What a page holds beside its text: menus, banners, headers and footers, what is not shown. Told by the elements'
//! names and roles first, then by the words of their classes and ids.

use super::elements::Element;
use super::tokens::{Attributes, StartTag};
use super::walk::Place;

/// Why a part of a page is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// It is no text of the page's: a script, a drawing, a form's field.
    NoText,
    /// It is not shown.
    Hidden,
    /// It asks for consent to cookies.
    Consent,
    /// Menus, breadcrumbs, page numbers, search.
    Navigation,
    /// The page's header, which may hold its title.
    Header,
    /// Footers, side columns, dialogs, newsletters.
    Beside,
}

/// Why an element is not read, if it is not.
pub(super) fn reason(element: Element, tag: &StartTag, place: Place) -> Option<Reason> {
    let attributes = &tag.attributes;
    if is_no_text(element, attributes, place) {
        return Some(Reason::NoText);
    }
    if is_hidden(element, attributes) {
        return Some(Reason::Hidden);
    }
    by_role(attributes).or_else(|| by_element(element, place)).or_else(|| match element {
        Element::Main | Element::Article => None,
        _ => by_names(element, attributes, place),
    })
}

fn is_no_text(element: Element, attributes: &Attributes, place: Place) -> bool {
    use Element::*;
    match element {
        Script | Style | Template | Noscript | Noembed | Noframes | Iframe | Object | Svg | Math | Video | Audio
        | Canvas | Title | Datalist | Select | Option | Optgroup | Textarea | Del | S | Strike | Rp | Rt => true,
        // The titles of panels that open are buttons.
        Button => !(place.heading || (place.section && attributes.get("aria-expanded").is_some())),
        // The number of a note.
        A if place.raised => attributes.get("href").is_some_and(|href| href.starts_with('#')),
        A | Sup => attributes.get("role").is_some_and(|role| matches!(role, "doc-noteref" | "doc-backlink")),
        _ => false,
    }
}

fn is_hidden(element: Element, attributes: &Attributes) -> bool {
    let hidden = attributes.get("hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found"));
    let unheard = attributes.is("aria-hidden", "true");
    let closed = element == Element::Dialog && attributes.get("open").is_none();
    let unseen =
        declares(attributes, "display", &["none"]) || declares(attributes, "visibility", &["hidden", "collapse"]);
    (hidden || unheard || closed || unseen) && !attributes.is("role", "tabpanel")
}

/// Whether the element's own style says so.
pub(super) fn declares(attributes: &Attributes, property: &str, values: &[&str]) -> bool {
    let declarations = attributes.get("style").unwrap_or_default().split(';');
    declarations.filter_map(|declaration| declaration.split_once(':')).any(|(name, value)| {
        let value = value.trim().trim_end_matches("!important").trim_end();
        name.trim().eq_ignore_ascii_case(property) && values.iter().any(|known| known.eq_ignore_ascii_case(value))
    })
}

fn by_role(attributes: &Attributes) -> Option<Reason> {
    let consent = || names(attributes).any(|name| is_consent(&name)).then_some(Reason::Consent);
    let role = attributes.get("role")?.split_ascii_whitespace().next()?;
    Some(match role.to_ascii_lowercase().as_str() {
        "navigation" | "search" | "menu" | "menubar" | "tooltip" | "doc-toc" => Reason::Navigation,
        "banner" => Reason::Header,
        "contentinfo" | "complementary" => Reason::Beside,
        "dialog" | "alertdialog" => consent().unwrap_or(Reason::Beside),
        _ => return None,
    })
}

fn by_element(element: Element, place: Place) -> Option<Reason> {
    match element {
        Element::Nav | Element::Search => Some(Reason::Navigation),
        Element::Header if !place.section => Some(Reason::Header),
        Element::Footer if !place.section => Some(Reason::Beside),
        Element::Aside | Element::Dialog => Some(Reason::Beside),
        _ => None,
    }
}

/// An id or a class, as its words.
struct Name(Vec<String>);

impl Name {
    fn of(written: &str) -> Self {
        let mut words = Vec::new();
        let mut word = String::new();
        let mut lower = false;
        for c in written.chars() {
            if !c.is_alphanumeric() || (lower && c.is_uppercase()) {
                words.push(std::mem::take(&mut word));
            }
            if c.is_alphanumeric() {
                word.extend(c.to_lowercase());
            }
            lower = c.is_lowercase();
        }
        words.push(word);
        words.retain(|word| !word.is_empty());
        Name(words)
    }

    fn has(&self, any: &[&str]) -> bool {
        self.0.iter().any(|word| any.contains(&word.as_str()))
    }

    /// Has one of the words, and beside them only such as tell nothing else.
    fn is(&self, any: &[&str], beside: &[&str]) -> bool {
        self.has(any) && self.0.iter().all(|word| any.contains(&word.as_str()) || beside.contains(&word.as_str()))
    }

    /// Says something about the page rather than about the element: "has-sidebar".
    fn is_state(&self) -> bool {
        self.0.first().is_some_and(|word| matches!(word.as_str(), "has" | "no" | "is" | "not" | "with" | "js"))
    }
}

fn names(attributes: &Attributes) -> impl Iterator<Item = Name> {
    // A page's names are few; who has more is asked for the first only.
    let classes = attributes.get("class").unwrap_or_default().split_ascii_whitespace().take(40);
    classes.chain(attributes.get("id")).filter(|name| name.len() < 120).map(Name::of).filter(|name| !name.is_state())
}

const COOKIE: &[&str] = &["cookie", "cookies", "gdpr", "ccpa"];
const CONSENT: &[&str] = &[
    "cookiebar",
    "cookieconsent",
    "cookiebanner",
    "cookienotice",
    "cookiebot",
    "cybot",
    "onetrust",
    "cookieyes",
    "cky",
    "cmplz",
    "didomi",
    "usercentrics",
    "truste",
    "trustarc",
    "osano",
    "klaro",
    "borlabs",
    "termly",
    "cmp",
];
const BANNER: &[&str] = &[
    "banner",
    "bar",
    "notice",
    "popup",
    "modal",
    "dialog",
    "consent",
    "overlay",
    "message",
    "law",
    "layer",
    "alert",
    "info",
    "choices",
    "settings",
    "preferences",
    "wall",
    "warning",
    "disclaimer",
];

fn is_consent(name: &Name) -> bool {
    name.has(CONSENT) || name.is(COOKIE, &[]) || (name.has(COOKIE) && name.has(BANNER))
}

const SHARE: &[&str] = &["share", "sharing", "social", "addthis", "addtoany", "sharethis", "sharedaddy", "sharebar"];
const SHARE_PARTS: &[&str] = &[
    "media",
    "links",
    "link",
    "icons",
    "icon",
    "buttons",
    "button",
    "bar",
    "list",
    "nav",
    "menu",
    "follow",
    "post",
    "entry",
    "page",
    "wrapper",
    "container",
    "block",
    "widget",
    "sticky",
    "floating",
    "site",
    "tools",
    "this",
];
/// What readers of the page wrote, and where else it leads.
const ELSEWHERE: &[&str] =
    &["comments", "commentlist", "disqus", "related", "relatedposts", "recommended", "recommendations"];
const ELSEWHERE_PARTS: &[&str] = &[
    "posts",
    "post",
    "articles",
    "content",
    "stories",
    "news",
    "links",
    "list",
    "section",
    "block",
    "items",
    "area",
    "thread",
    "wrapper",
    "wrap",
    "container",
    "entry",
    "page",
    "jp",
    "inner",
    "widget",
];
const MENU: &[&str] = &["menu", "nav", "navbar", "navigation", "topnav", "sidenav", "mainmenu", "mainnav", "megamenu"];
const SIDE: &[&str] = &["footer", "sidebar", "colophon", "footerlinks", "sitefooter"];
const PARTS: &[&str] = &[
    "site",
    "page",
    "main",
    "global",
    "top",
    "bottom",
    "primary",
    "secondary",
    "wrapper",
    "wrap",
    "container",
    "inner",
    "outer",
    "area",
    "widget",
    "widgets",
    "region",
    "wp",
    "part",
    "template",
    "mobile",
    "desktop",
    "bar",
    "left",
    "right",
    "links",
    "list",
    "legal",
    "header",
    "fixed",
    "sticky",
    "responsive",
    "the",
    "sub",
    "items",
    "id",
    "el",
];
const LETTER: &[&str] = &["newsletter", "subscribe", "subscription", "signup", "mailinglist"];
const LETTER_PARTS: &[&str] = &[
    "form",
    "sign",
    "up",
    "block",
    "section",
    "widget",
    "footer",
    "box",
    "wrapper",
    "container",
    "email",
    "cta",
    "banner",
    "area",
    "inner",
    "site",
    "mailing",
    "list",
    "to",
    "our",
    "the",
    "bar",
    "popup",
    "modal",
];

fn by_names(element: Element, attributes: &Attributes, place: Place) -> Option<Reason> {
    use Element::*;
    // The headings and rows of a policy have ids and classes, too.
    if element.heading().is_some() || matches!(element, Table | Tbody | Thead | Tfoot | Tr | Th | Dt | Dd | Summary) {
        return None;
    }
    let wraps = matches!(element, Div | Section | Ul | Ol | Address | Td | Form | Center | Other);
    let action = attributes.get("action").filter(|_| element == Form).unwrap_or_default();
    if Name::of(action.split(['?', '#']).next().unwrap_or_default()).has(&["newsletter", "subscribe", "search"]) {
        return Some(Reason::Beside);
    }
    names(attributes)
        .find_map(|name| {
            if name.has(CONSENT) || (name.has(COOKIE) && name.has(BANNER)) || (!place.content && name.is(COOKIE, &[])) {
                return (wraps || matches!(element, P | Span)).then_some(Reason::Consent);
            }
            if name.has(&["breadcrumb", "breadcrumbs", "crumbs", "pagination", "pager"]) {
                return Some(Reason::Navigation);
            }
            if name.is(&["skip"], &["link", "links", "nav", "to", "content", "main", "navigation", "a"])
                || name.is(&["skiplink", "skiplinks", "skipnav"], &[])
            {
                return Some(Reason::Navigation);
            }
            // Said to those who cannot see where a link leads, not to all.
            if matches!(element, Span | A)
                && (name.is(&["sr"], &["only"])
                    || name.is(&["hidden"], &["visually"])
                    || name.is(&["screen"], &["reader", "text"]))
            {
                return Some(Reason::Hidden);
            }
            if (matches!(element, A | Sup | Span) && name.has(&["footnote"]) && name.has(&["ref", "back", "backref"]))
                || name.is(&["mw"], &["editsection"])
            {
                return Some(Reason::NoText);
            }
            if !wraps {
                return None;
            }
            if name.is(SHARE, SHARE_PARTS) {
                return Some(Reason::Navigation);
            }
            if name.is(LETTER, LETTER_PARTS) || name.is(ELSEWHERE, ELSEWHERE_PARTS) || name.0 == ["comment", "list"] {
                return Some(Reason::Beside);
            }
            if place.section {
                return None;
            }
            if name.is(&["header", "masthead", "topbar"], &["site", "main", "global", "top"]) {
                return Some(Reason::Header);
            }
            if name.is(SIDE, PARTS) {
                return Some(Reason::Beside);
            }
            name.is(MENU, PARTS).then_some(Reason::Navigation)
        })
        // So does LibreOffice mark what it repeats on every page.
        .or_else(|| match attributes.get("title").filter(|_| element == Div) {
            Some("header") => Some(Reason::Beside),
            Some("footer") => Some(Reason::Beside),
            _ => None,
        })
}

#[cfg(test)]
mod tests {
    use super::super::tokens::{Token, tokens};
    use super::*;

    fn told(tag: &str, place: Place) -> Option<Reason> {
        match tokens(tag, false).next() {
            Some(Token::Start(tag)) => reason(Element::of(&tag.name), &tag, place),
            token => panic!("{token:?}"),
        }
    }

    #[test]
    fn parts_of_a_page_are_told_by_role_name_and_style() {
        for (tag, reason) in [
            ("<script>", Reason::NoText),
            ("<a class=footnote-ref>", Reason::NoText),
            ("<p hidden>", Reason::Hidden),
            ("<div style='color: red; Display:None !important'>", Reason::Hidden),
            ("<span class='sr-only'>", Reason::Hidden),
            ("<div id=onetrust-banner-sdk>", Reason::Consent),
            ("<div class='wrap js-x cookie-notice'>", Reason::Consent),
            ("<div role=dialog class=CookieConsent>", Reason::Consent),
            ("<div role=navigation>", Reason::Navigation),
            ("<ul id=mainMenu>", Reason::Navigation),
            ("<a class=skip-link>", Reason::Navigation),
            ("<ol class=breadcrumb>", Reason::Navigation),
            ("<div class=social-share-buttons>", Reason::Navigation),
            ("<header>", Reason::Header),
            ("<div id=footer>", Reason::Beside),
            ("<form action=/newsletter/join>", Reason::Beside),
            ("<section class=newsletter-signup>", Reason::Beside),
            ("<div title=header>", Reason::Beside),
            ("<section id=comments>", Reason::Beside),
            ("<div class=related-posts>", Reason::Beside),
        ] {
            assert_eq!(told(tag, Place::default()), Some(reason), "{tag}");
        }
    }

    #[test]
    fn a_policy_is_not_told_apart_by_accident() {
        for tag in [
            "<p hidden=until-found>",
            "<div class='has-sidebar no-cookie-banner'>",
            "<div class=content-sidebar-wrap>",
            "<div class=corporate-social-responsibility>",
            "<h2 id=cookies>",
            "<tr class=header>",
            "<div class=page-header>",
            "<section class=section-footer-note>",
            "<main class=newsletter>",
            "<div class=informed-consent>",
            "<div role=tabpanel aria-hidden=true>",
            "<details>",
            "<div id=share-your-concern>",
            "<div class=related-policies>",
        ] {
            assert_eq!(told(tag, Place::default()), None, "{tag}");
        }
        let inside = Place { section: true, content: true, ..Place::default() };
        for tag in ["<header>", "<footer>", "<div id=footer>", "<div id=cookies>", "<button aria-expanded=false>"] {
            assert_eq!(told(tag, inside), None, "{tag}");
        }
    }
}
