"""website.py FRAGMENT FOLDER: website.html, latin1.html and utf16.html from the policy as pandoc's HTML fragment."""
import pathlib
import re
import sys

here = pathlib.Path(__file__).parent
fragment = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
out = pathlib.Path(sys.argv[2])


def change(text, *pairs):
    for old, new in pairs:
        assert text.count(old) == 1, (text.count(old), old)
        text = text.replace(old, new)
    return text


def website():
    text = change(
        fragment,
        # Marks, links, references and breaks within sentences and words.
        ("free of charge. We pay", "<b>free of&nbsp;charge</b>. We pay"),
        ("any form of retaliation against", 'any form of <a href="/glossary#retaliation">retaliation</a> against'),
        ("to the Committee and to nobody else", "to the Committee &mdash; and to nobody else"),
        ("within five working days, name", "within <strong>five</strong> working&nbsp;days, name"),
        ("within 60 days of receipt", "within <span class=\"nowrap\">60&#160;days</span> of receipt"),
        ("decides within 45 days", "decides within 45&#xA0;days"),
        ("The Northford Workers’ Advice", "The Northford Workers&rsquo; Advice"),
        ("The Board’s Human", "The Board&#8217;s Human"),
        ("you are free to speak", "you are <em>free</em> to speak"),
        ("We keep your identity", "We keep your <i>identity</i>"),
        ("complaint confidential. Your", "complaint confi&shy;den&shy;tial. Your"),
        ("Anybody may lodge a complaint: our", "<b>A</b>nybody may lodge a complaint: our"),
        ("grievances@marlowhale.example.com",
         '<a href="mailto:grievances@marlowhale.example.com">grievances@<wbr>marlowhale.example.com</a>'),
        ("0800 555 0142", '<a href="tel:+448005550142">0800&nbsp;555&nbsp;0142</a>'),
        ("chair@marlowhale.example.com", '<a href="mailto:chair@marlowhale.example.com">chair@marlowhale.example.com</a>'),
        ("Grievance Office, Marlow &amp; Hale Textiles Ltd., 14 Weaver Street, Northford",
         "Grievance Office,<br>Marlow &amp; Hale Textiles Ltd.,<br/>14 Weaver Street,<BR>Northford"),
        # What a browser does not show.
        ("<p>There is no time limit",
         "<p hidden>Complaints must be lodged within one year. This hidden paragraph must never be read.</p>\n"
         "<p>There is no time limit"),
        ("<p>A complaint made in good faith",
         '<div style="color:red; display: none">\n<p>False complaints are punished. This undisplayed paragraph must '
         "never be read.</p>\n</div>\n<!-- This comment must never be read. -->\n<p>A complaint made in good faith"),
        ("<p>You do not have to do this alone.",
         '<svg aria-hidden="true" width="1" height="1"><title>This icon must never be read.</title></svg>\n'
         '<p>You do not have to do this alone.<span style="visibility:hidden"> This invisible text must never be '
         "read.</span>"),
        # The table as a content management system writes it.
        ("<table>", '<div class="table-wrapper"><table class="wp-block-table" border="0">'),
        ("</table>", "</table></div>"),
    )
    text = re.sub(r"<(h[23])>(.*?)</\1>",
                  lambda m: f'<{m[1]} class="wp-block-heading">{m[2]}<a class="anchor" href="#" aria-hidden="true">'
                            f"#</a></{m[1]}>", text)
    # The steps are closed under their headings; all else is in sections.
    text = re.sub(r"<(h3 .*?</h3>)(.*?)(?=<h[23] |\Z)",
                  lambda m: f"<details>\n<summary><{m[1]}</summary>{m[2]}</details>\n", text, flags=re.S)
    text = re.sub(r"<(h2 .*?)(?=<h2 |\Z)", lambda m: f"<section>\n<{m[1]}</section>\n", text, flags=re.S)
    template = (here / "template.html").read_text(encoding="utf-8")
    (out / "website.html").write_text(template.replace("{{policy}}", text), encoding="utf-8", newline="\n")


def small():
    # End tags left out, capitals, the table as a definition list.
    text = re.sub(r"</(p|li|dd|dt)>", "", fragment)
    text = re.sub(r"<table>.*?</table>", lambda m: definitions(m[0]), text, flags=re.S)
    text = re.sub(r"<(/?)(\w+)", lambda m: f"<{m[1]}{m[2].upper()}", text)
    text = change(text, ("within 60 days", "within 60\u00a0days"))
    page = (here / "small.html").read_text(encoding="utf-8").replace("{{policy}}", text)
    (out / "latin1.html").write_bytes(page.replace("{{charset}}", "windows-1252").encode("cp1252"))
    (out / "utf16.html").write_bytes(page.replace("{{charset}}", "utf-16").encode("utf-16-le").join([b"\xff\xfe", b""]))


def definitions(table):
    cells = re.findall(r"<t[hd].*?>(.*?)</t[hd]>", table, flags=re.S)
    pairs = zip(cells[::2], cells[1::2])
    return "<dl>\n" + "\n".join(f"<dt>{name}\n<dd>{value}" for name, value in pairs) + "\n</dl>"


website()
small()
