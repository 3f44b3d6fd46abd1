"""word.py AST PLAIN WORD: two DOCX from the policy as pandoc's JSON: a plain one, and one with all that Word writes."""
import copy
import datetime
import json
import sys

from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.text.run import Run

WHEN = "2026-02-01T00:00:00Z"
TRACK = {"w:author": "Reviewer", "w:date": WHEN}
numbers = iter(range(900, 9999))


def element(name, _text=None, **attributes):
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key.replace("_", ":")), value)
    if _text is not None:
        made.text = _text
        made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def run(text, *properties, tag="w:t"):
    made = element("w:r")
    if properties:
        holder = element("w:rPr")
        holder.extend(element(name) if isinstance(name, str) else name for name in properties)
        made.append(holder)
    made.append(element(tag, text))
    return made


def field(code, *shown):
    parts = []
    for kind in ("begin", None, "separate", *shown, "end"):
        if kind is None:
            made = element("w:r")
            made.append(element("w:instrText", f" {code} "))
        elif isinstance(kind, str):
            made = element("w:r")
            made.append(element("w:fldChar", w_fldCharType=kind))
        else:
            made = kind
        parts.append(made)
    return parts


# The plain document.

def inlines(paragraph, parts, bold=False, italic=False):
    for part in parts:
        kind, content = part["t"], part.get("c")
        if kind == "Str":
            text(paragraph, content, bold, italic)
        elif kind in ("Space", "SoftBreak"):
            text(paragraph, " ", bold, italic)
        elif kind == "Emph":
            inlines(paragraph, content, bold, True)
        elif kind == "Strong":
            inlines(paragraph, content, True, italic)
        elif kind == "Link":
            link(paragraph, "".join(piece.get("c", " ") for piece in content[1]), content[2][0])
        elif kind == "Quoted":
            raise SystemExit("no quotations, please")
        else:
            raise SystemExit(f"unknown: {kind}")


def text(paragraph, words, bold, italic):
    last = paragraph.runs[-1] if paragraph.runs else None
    if last is not None and paragraph._p[-1] is last._r and (bool(last.bold), bool(last.italic)) == (bold, italic):
        last.text += words
        return
    made = paragraph.add_run(words)
    made.bold, made.italic = bold or None, italic or None


def link(paragraph, words, target):
    rel = paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    made = element("w:hyperlink", r_id=rel, w_history="1")
    made.append(run(words, element("w:u", w_val="single")))
    paragraph._p.append(made)


def plain(blocks):
    document = Document()
    for style in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        fonts = document.styles[style].element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), "Times New Roman")
    document.styles["Normal"].font.size = Pt(11)
    for key, rel in list(document.part.rels.items()):
        if rel.reltype.endswith("/stylesWithEffects"):
            del document.part.rels[key]
    number_of_bullets = document.styles["List Bullet"].element.pPr.numPr.numId.val
    lists = 0
    for block in blocks:
        kind, content = block["t"], block.get("c")
        if kind == "Header":
            inlines(document.add_paragraph(style=f"Heading {content[0]}"), content[2])
        elif kind == "Para":
            inlines(document.add_paragraph(), content)
        elif kind == "BulletList":
            lists += 1
            for item in content:
                # A list by its style, one by its paragraphs' own numbering as the button makes it, one numbered.
                style = {1: "List Bullet", 2: "List Paragraph", 3: "List Number"}[lists]
                paragraph = document.add_paragraph(style=style)
                if lists == 2:
                    numbering = element("w:numPr")
                    numbering.append(element("w:ilvl", w_val="0"))
                    numbering.append(element("w:numId", w_val=str(number_of_bullets)))
                    paragraph._p.get_or_add_pPr().append(numbering)
                inlines(paragraph, item[0]["c"])
        elif kind == "Table":
            rows = [*content[3][1], *content[4][0][3]]
            table = document.add_table(0, 2, style="Table Grid")
            table.autofit = False
            for row in rows:
                for cell, width, (_, _, _, _, inside) in zip(table.add_row().cells, (Cm(4.5), Cm(11)), row[1]):
                    cell.width = width
                    inlines(cell.paragraphs[0], inside[0]["c"])
        else:
            raise SystemExit(f"unknown: {kind}")
    for column, width in zip(document.tables[0].columns, (Cm(4.5), Cm(11))):
        column.width = width
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.header.paragraphs[0].text = "Example Ltd — Grievance procedure"
    footer = section.footer.paragraphs[0]._p
    footer.append(run("Page "))
    footer.extend(field("PAGE", run("1")))
    footer.append(run(" of "))
    footer.extend(field("NUMPAGES", run("7")))
    core = document.core_properties
    core.author = core.last_modified_by = core.comments = core.keywords = ""
    core.title, core.revision = "Grievance Procedure", 1
    core.created = core.modified = datetime.datetime(2026, 2, 1)
    return document


# What Word makes of it.

class Words:
    """The paragraphs' runs, found by their text."""

    def __init__(self, body):
        self.body = body

    def alone(self, words):
        """The run that holds these words and nothing else."""
        found = [t for t in self.body.iter(qn("w:t")) if words in (t.text or "")]
        assert len(found) == 1, (len(found), words)
        before, after = found[0].text.split(words)
        here = found[0].getparent()
        if before:
            self.piece(here, before, "before")
        if after:
            self.piece(here, after, "after")
        found[0].text = words
        return here

    @staticmethod
    def piece(here, words, where):
        made = copy.deepcopy(here)
        made.find(qn("w:t")).text = words
        for t in (made.find(qn("w:t")), here.find(qn("w:t"))):
            t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.set(qn("w:rsidR"), f"00A{next(numbers):05d}")
        here.addprevious(made) if where == "before" else here.addnext(made)

    def wrap(self, words, name, **attributes):
        here = self.alone(words)
        outer = element(name, **attributes)
        here.addprevious(outer)
        outer.append(here)
        return outer

    def replace(self, words, *pieces):
        """Words by a run of pieces: texts and elements' names."""
        here = self.alone(words)
        here.remove(here.find(qn("w:t")))
        here.extend(element("w:t", piece) if not piece.startswith("w:") else element(piece) for piece in pieces)
        return here


def tracked(name, *inside, **more):
    made = element(name, w_id=str(next(numbers)), **{key.replace(":", "_"): value for key, value in TRACK.items()}, **more)
    made.extend(inside)
    return made


BOX = """<w:r %s xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:o="urn:schemas-microsoft-com:office:office"><w:rPr><w:noProof/></w:rPr><mc:AlternateContent>
<mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="4000000"
 cy="400000"/><wp:docPr id="5" name="Text Box 5"/><a:graphic><a:graphicData
 uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>
<a:xfrm><a:off x="0" y="0"/><a:ext cx="4000000" cy="400000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
</wps:spPr><wps:txbx><w:txbxContent>@</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>
</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape id="Text_x0020_Box_x0020_5" type="#_x0000_t202"
 style="width:315pt;height:32pt"><v:textbox><w:txbxContent>@</w:txbxContent></v:textbox></v:shape></w:pict>
</mc:Fallback></mc:AlternateContent></w:r>""" % nsdecls("w", "wp", "a")

FOOTNOTES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:footnotes %s><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
<w:footnote w:id="1"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r><w:r>
<w:t xml:space="preserve"> Northford is a town of mills.</w:t></w:r></w:p></w:footnote></w:footnotes>""" % nsdecls("w")


def word(document):
    body = document.element.body
    words = Words(body)

    # Tracked changes: a run, a paragraph, a move.
    words.wrap("We advise you to write early, ", "w:ins", w_id="801", **{k.replace(":", "_"): v for k, v in TRACK.items()})
    words.alone("telephone calls to our line cost nothing.").addnext(
        tracked("w:del", run(" This deleted sentence must never be read.", tag="w:delText")))
    gone = element("w:p")
    properties, mark = element("w:pPr"), element("w:rPr")
    mark.append(tracked("w:del"))
    properties.append(mark)
    gone.extend([properties, tracked("w:del", run("This deleted paragraph must never be read.", tag="w:delText"))])
    words.alone("You need no contract with us.").getparent().addnext(gone)
    moved = words.wrap("Groups may complain together.", "w:moveTo", w_id="802",
                       **{k.replace(":", "_"): v for k, v in TRACK.items()})
    moved.addprevious(tracked("w:moveToRangeStart", w_name="move1"))
    moved.addnext(element("w:moveToRangeEnd", w_id=moved.getprevious().get(qn("w:id"))))
    start = tracked("w:moveFromRangeStart", w_name="move1")
    words.alone("You need no contract with us.").addnext(start)
    away = tracked("w:moveFrom", run(" Groups may complain together."))
    start.addnext(away)
    away.addnext(element("w:moveFromRangeEnd", w_id=start.get(qn("w:id"))))

    # A text that is not shown.
    words.alone("Nobody is punished for an honest mistake.").addnext(
        run(" This hidden text must never be read.", "w:vanish"))

    # A link, and one as a field.
    at = words.wrap("grievances@marlowhale.example.com", "w:hyperlink", w_history="1")
    at.set(qn("r:id"), document.part.relate_to(
        "mailto:grievances@marlowhale.example.com", RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    shown = words.alone("chair@marlowhale.example.com")
    place = shown.getparent().index(shown)
    paragraph = shown.getparent()
    paragraph.remove(shown)
    for piece in reversed(field('HYPERLINK "mailto:chair@marlowhale.example.com"', shown)):
        paragraph.insert(place, piece)

    # A footnote, a comment.
    note = element("w:r")
    style = element("w:rPr")
    style.append(element("w:vertAlign", w_val="superscript"))
    note.extend([style, element("w:footnoteReference", w_id="1")])
    words.alone("Counselling is offered to anyone who has experienced violence.").addnext(note)
    footnotes = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, FOOTNOTES.encode(), document.part.package)
    document.part.relate_to(footnotes, RELATIONSHIP_TYPE.FOOTNOTES)
    heard = words.alone("is heard, and obtains a remedy")
    comment = document.add_comment(Run(heard, document.paragraphs[0]), "This comment must never be read.", "Reviewer", "R")
    comment._comment_elm.set(qn("w:date"), WHEN)

    # Spaces, hyphens, breaks and tabs that are elements or uncommon characters.
    words.replace("within 60 days", "within 60\u00a0days")
    words.replace("within 45 days", "within 45\u00a0days")
    words.replace("breaks confidentiality", "breaks confiden", "w:softHyphen", "tiality")
    words.replace("community organisations", "community organi\u00adsa\u00adtions")
    words.replace("non-governmental", "non", "w:noBreakHyphen", "governmental")
    words.replace("Follow-up", "Follow", "w:noBreakHyphen", "up")
    words.replace("Office, Marlow", "Office,", "w:br", "Marlow")
    words.replace("Ltd., 14 Weaver", "Ltd.,", "w:br", "14 Weaver")
    words.replace("0800 555 0142", "0800", "w:tab", "555\u00a00142")
    words.replace("We update you", "We ", "w:lastRenderedPageBreak", "update you")

    # A text box, twice in the file; a content control.
    alone = words.alone("You do not have to do this alone.").getparent()
    inner = "<w:p>" + "".join(f'<w:r><w:t xml:space="preserve">{t.text}</w:t></w:r>' for t in alone.iter(qn("w:t"))) + "</w:p>"
    for child in list(alone):
        alone.remove(child)
    alone.append(parse_xml(BOX.replace("@", inner)))
    controlled = words.alone("There is no time limit for lodging a complaint. ").getparent()
    control, content = element("w:sdt"), element("w:sdtContent")
    setting = element("w:sdtPr")
    setting.append(element("w:id", w_val="77"))
    control.extend([setting, content])
    controlled.addprevious(control)
    content.append(controlled)

    # Words in pieces, with the marks of the spelling checker and a bookmark between.
    for count, piece in enumerate([t for t in body.iter(qn("w:t")) if len(t.text or "") > 60]):
        if piece.xpath("ancestor::w:txbxContent"):
            continue
        here, whole = piece.getparent(), piece.text
        middle = next(at for at in range(20 + count % 17, len(whole)) if whole[at - 1:at + 1].isalpha())
        Words.piece(here, whole[:middle], "before")
        piece.text = whole[middle:]
        if count % 3 == 0:
            here.addprevious(element("w:proofErr", w_type="spellStart"))
            here.addnext(element("w:proofErr", w_type="spellEnd"))
        if count % 5 == 0:
            here.addprevious(element("w:bookmarkStart", w_id=str(count), w_name=f"_Hlk{count}"))
            here.addprevious(element("w:bookmarkEnd", w_id=str(count)))
    return document


blocks = json.load(open(sys.argv[1], encoding="utf-8"))["blocks"]
plain(blocks).save(sys.argv[2])
word(plain(blocks)).save(sys.argv[3])
