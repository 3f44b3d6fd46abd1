"""tidy.py FILE…: takes out of each file what changes from run to run: dates, identifiers, the order of time stamps."""
import io
import pathlib
import re
import sys
import zipfile

WHEN = b"2026-02-01T00:00:00"


def zipped(raw):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for entry in old.infolist():
            if entry.is_dir() or entry.filename.startswith("Thumbnails/") or entry.filename.endswith("thumbnail.jpeg"):
                continue
            data = old.read(entry)
            if entry.filename.endswith((".xml", ".rels", ".rdf")):
                data = xml(data)
            info = zipfile.ZipInfo(entry.filename, (2026, 2, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if entry.filename == "mimetype" else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            new.writestr(info, data)
    return out.getvalue()


def xml(data):
    # What was left out, left out of the lists of contents as well.
    data = re.sub(rb'<Relationship [^>]*thumbnail\.jpeg"[^>]*/>', b"", data)
    data = re.sub(rb'<manifest:file-entry [^>]*"Thumbnails/[^>]*/>', b"", data)
    data = re.sub(rb"(<(?:dc:date|meta:creation-date|dcterms:\w+)[^>]*>)\d{4}-\d\d-\d\dT[\d:.]+", rb"\g<1>" + WHEN, data)
    data = re.sub(rb"<meta:editing-duration>[^<]*", b"<meta:editing-duration>PT1M", data)
    data = re.sub(rb"<meta:(initial-creator|printed-by)>[^<]*</meta:\1>", b"", data)
    data = re.sub(rb"<dc:creator>[^<]*</dc:creator>", b"<dc:creator></dc:creator>", data)
    data = re.sub(rb"<cp:lastModifiedBy>[^<]*<", b"<cp:lastModifiedBy><", data)
    # LibreOffice draws lots for its names.
    data = re.sub(rb'(config:name="Rsid(?:Root)?" config:type="int">)\d+', rb"\g<1>1", data)
    names = {}
    return re.sub(rb'(xml:id="list|(?:officeooo:|w:)?rsid\w*=")([0-9a-fA-Fx]{6,})',
                  lambda m: m[1] + names.setdefault(m[2], b"%08d" % (len(names) + 1)), data)


def pdf(raw):
    same = lambda m: m[1] + (b"20260201000000" + m[2][14:])
    raw = re.sub(rb"(/(?:CreationDate|ModDate)\s*\(D:)(\d{14})", same, raw)
    zero = lambda m: re.sub(rb"[0-9A-Fa-f]{32}", b"0" * 32, m[0])
    raw = re.sub(rb"/ID\s*\[\s*<[0-9A-Fa-f]{32}>\s*<[0-9A-Fa-f]{32}>", zero, raw)
    return re.sub(rb"/DocChecksum\s*/[0-9A-Fa-f]{32}", zero, raw)


for name in sys.argv[1:]:
    path = pathlib.Path(name)
    raw = path.read_bytes()
    if raw.startswith(b"PK"):
        raw = zipped(raw)
    elif raw.startswith(b"%PDF"):
        raw = pdf(raw)
    else:
        raw = re.sub(rb'(<meta name="(?:created|changed)" content=")[^"]*', rb"\g<1>" + WHEN, raw)
    path.write_bytes(raw)
