"""compare.py POLICY.txt NAME…: how the words of each text (one file each) differ from the policy's."""
import difflib
import pathlib
import re
import sys


def words(path):
    text = pathlib.Path(path).read_text(encoding="utf-8", errors="replace")
    for old, new in [("\u00ad", ""), ("\u2011", "-"), ("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬀ", "ff"), ("ﬃ", "ffi"), ("’", "'")]:
        text = text.replace(old, new)
    text = re.sub(r"(?<=\w)-\s*\n\s*(?=[a-z])", "", text)
    return re.findall(r"[\w']+", text)


policy = words(sys.argv[1])
for name in sys.argv[2:]:
    found = words(name)
    matcher = difflib.SequenceMatcher(None, policy, found, autojunk=False)
    lines = [f"  -{' '.join(policy[a:b])!r:.200} +{' '.join(found[c:d])!r:.200}"
             for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]
    print(f"{pathlib.Path(name).name}: {len(found)} words for {len(policy)}, {len(lines)} differences", *lines, sep="\n")
