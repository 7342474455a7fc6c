#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Documents that were made to hurt: each gets its answer, in bounded time and memory.

hostile.py DOCUMENT_READER [--most-seconds S] [--most-memory MB] [--figures]
  --most-seconds, --most-memory: more CPU, or more memory over the file itself, fails
  --figures: prints both for each

Every file is read by a process of its own; one that crashes, hangs or is reported by a sanitizer fails.
"""
import argparse
import io
import os
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ODT = "application/vnd.oasis.opendocument.text"
TYPES = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>')
RELS = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{REL}officeDocument" Target="word/document.xml"/></Relationships>')
GOOD = (f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>Site INFN-T1: CREAM 1.13.1 installed, tested, '
        'no GGUS tickets, ACCEPT</w:t></w:r></w:p></w:body></w:document>')
MB = 1024 * 1024


def docx(document=GOOD, more=(), compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as file:
        for name, text in [("[Content_Types].xml", TYPES), ("_rels/.rels", RELS), ("word/document.xml", document), *more]:
            file.writestr(name, text)
    return out.getvalue()


def odt(content):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", ODT, zipfile.ZIP_STORED)
        file.writestr("content.xml", content)
    return out.getvalue()


def record(name, packed, size, crc, offset):
    """An entry's two headers."""
    name = name.encode()
    core = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, crc, len(packed), size & 0xFFFFFFFF, len(name), 0)
    return (b"PK\3\4" + core + name,
            b"PK\1\2" + struct.pack("<H", 20) + core + struct.pack("<HHHII", 0, 0, 0, 0, offset) + name)


def deflated(data):
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    return pack.compress(data) + pack.flush()


def by_hand(parts, entries=None):
    """parts: (name, packed bytes, size, crc); entries: the number that the end record tells."""
    out, directory = b"", b""
    for name, packed, size, crc in parts:
        local, central = record(name, packed, size, crc, len(out))
        out += local + packed
        directory += central
    count = len(parts) if entries is None else entries
    return out + directory + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, count & 0xFFFF, count & 0xFFFF,
                                                     len(directory), len(out), 0)


def true_parts():
    return [(name, deflated(text.encode()), len(text), zlib.crc32(text.encode()))
            for name, text in [("[Content_Types].xml", TYPES), ("_rels/.rels", RELS)]]


def blanks(gigabytes):
    """Gigabytes of blanks: blocks of one megabyte, packed once and repeated as they are."""
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = b" " * MB
    out = [pack.compress(b"<a>") + pack.flush(zlib.Z_FULL_FLUSH)]
    one = pack.compress(block) + pack.flush(zlib.Z_FULL_FLUSH)
    out += [one] * (1024 * gigabytes)
    out.append(pack.flush())
    return by_hand(true_parts() + [("word/document.xml", b"".join(out), 1000, 1)])


def many_entries(count):
    """`count` entries that stand there, as small as can be; Zip64, since 16 bits do not count them."""
    name = b"abcd"
    central = b"PK\1\2" + struct.pack("<HHHHHHIIIHHHHHII", 20, 20, 0, 0, 0, 0, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0) + name
    local = b"PK\3\4" + struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 0, 0, 0, 0, len(name), 0) + name
    directory = central * count
    end64 = b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, len(directory), len(local))
    at = len(local) + len(directory)
    return (local + directory + end64 + b"PK\6\7" + struct.pack("<IQI", 0, at, 1) + b"PK\5\6"
            + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0))


def overlapping():
    """Thousands of entries over the same packed bytes, as the better zip bombs have."""
    packed = deflated(b"\0" * (10 * MB))
    local, _ = record("a", packed, 10 * MB, 0, 0)
    directory = b"".join(record("%04d" % i, packed, 10 * MB, 0, 0)[1] for i in range(1900))
    out = local + packed
    return out + directory + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1900, 1900, len(directory), len(out), 0)


def nest(depth=6, width=16):
    """As 42.zip: archives in archives, 4 GB of zeros at the bottom of each."""
    inner = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(inner.compress(b"\0" * (64 * MB)) for _ in range(8)) + inner.flush()
    data = by_hand([("0.dll", packed, 512 * MB, 0)])
    for _ in range(depth):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            for i in range(width):
                file.writestr(f"lib {i}.zip", data)
        data = out.getvalue()
    return data


def laughs():
    lines = ['<!DOCTYPE l [<!ENTITY a0 "lol">']
    lines += [f'<!ENTITY a{i} "{"&a%d;" % (i - 1) * 10}">' for i in range(1, 12)]
    return "".join(lines) + "]><l>&a11;</l>"


def attributes(count, form=' a%d=""'):
    return "<a" + "".join(form % i for i in range(count)) + "/>"


def ole(size):
    """A chain of directory sectors that never ends."""
    head = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + b"\0" * 22 + struct.pack("<H", 9) + b"\0" * 16 + struct.pack("<I", 1)
    head += b"\0" * 16 + struct.pack("<I", 0) + struct.pack("<I", 1 << 30) + b"\0" * 4
    head += b"\0" * (512 - len(head))
    sector = struct.pack("<128I", *([1] * 128))
    return head + sector * (size // 512)


# name -> (extension, the file, what must be said of it)
FILES = {
    "a nest of archives": ("docx", nest, "refused wrong_kind"),
    "a nest of archives in a document": ("docx", lambda: docx(more=[("word/embeddings/a.zip", nest(3))]), "fine"),
    "10 GB of blanks in the main part": ("docx", lambda: blanks(10), "refused bomb"),
    "2 MB of words that nearly recommend": ("docx", lambda: docx(GOOD.replace("Site", "safe ready " * 190_000 + "Site")), "doubtful"),
    "30 MB of zeros, as XML": ("docx", lambda: docx("<a>" + "\0" * (30 * MB)), "refused broken"),
    "30 MB of blanks in the main part": ("docx", lambda: docx("<a>" + " " * (30 * MB) + "</a>"), "refused bomb"),
    "31 MB of noise as text": ("docx", lambda: docx(f'<w:document xmlns:w="{W}"><w:p><w:t>' + os.urandom(15 * MB).hex()
                                                    + "</w:t></w:p></w:document>"), "doubtful"),
    "31 MB of small elements": ("docx", lambda: docx("<a>" + "<b/>" * (7 * MB) + "</a>", compression=zipfile.ZIP_STORED), "doubtful"),
    "31 MB of paragraphs": ("docx", lambda: docx(
        f'<w:document xmlns:w="{W}">' + "<w:p><w:r><w:t>a1 &amp;</w:t></w:r></w:p>" * 700_000 + "</w:document>",
        compression=zipfile.ZIP_STORED), "doubtful"),
    "31 MB of paragraphs, odt": ("odt", lambda: odt(
        '<a xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        + "".join(f"<t:p>{i * 7919 % 1000003} &amp;<t:s t:c='9'/></t:p>" for i in range(800_000)) + "</a>"), "doubtful"),
    "31 MB of attributes in tags": ("docx", lambda: docx(
        "<a>" + attributes(199) * 15_000 + "</a>", compression=zipfile.ZIP_STORED), "doubtful"),
    "31 MB of namespaces": ("docx", lambda: docx(
        "<a>" + attributes(110, ' xmlns:a%d="u"') * 14_000 + "</a>", compression=zipfile.ZIP_STORED), "doubtful"),
    "namespaces that stay open": ("docx", lambda: docx(
        "<r>" + attributes(199, ' xmlns:a%d="u"').replace("/>", ">") * 900 + "<b/>" * 250_000 + "</a>" * 900 + "</r>"), "refused bomb"),
    "31 MB of small elements below 110 namespaces": ("docx", lambda: docx(
        attributes(110, ' xmlns:a%d="u"').replace("/>", ">") + "<b/>" * (7 * MB) + "</a>", compression=zipfile.ZIP_STORED), "doubtful"),
    "a tag of 230,000 attributes in EBCDIC": ("docx", lambda: docx(
        ('<?xml version="1.0"?>' + attributes(230_000)).encode("cp037")), "refused broken"),
    "an external entity in EBCDIC": ("docx", lambda: docx(
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'.encode("cp037")), "refused broken"),
    "UTF-32": ("docx", lambda: docx(GOOD.encode("utf-32")), "refused broken"),
    "a choice of a million boxes": ("docx", lambda: docx(GOOD.replace("Site", "Recommendation: " + "[ ] ACCEPT " * 100_000 + "Site")), "doubtful"),
    "lines of boxes": ("docx", lambda: docx(GOOD.replace("<w:p>", "<w:p><w:r><w:t>Recommendation [x] ACCEPT</w:t></w:r></w:p>" * 20_000 + "<w:p>")), "fine"),
    "dots to write on": ("docx", lambda: docx(GOOD.replace("Site", "_. " * 170_000 + "Site")), "fine"),
    "colons": ("docx", lambda: docx(GOOD.replace("<w:p>", "<w:p><w:r><w:t>a: b (c/d) (e.g. (((</w:t></w:r></w:p>" * 20_000 + "<w:p>")), "fine"),
    "alternatives in alternatives": ("docx", lambda: docx(
        f'<w:document xmlns:w="{W}" xmlns:mc="{MC}">' + "<mc:AlternateContent><mc:Choice>" * 400 + "<w:p><w:r><w:t>" + "a b " * 400_000
        + "</w:t></w:r></w:p>" + "</mc:Choice><mc:Fallback><w:p/></mc:Fallback></mc:AlternateContent>" * 400 + "</w:document>"), "doubtful"),
    "a million fields that never end": ("docx", lambda: docx(
        f'<w:document xmlns:w="{W}">' + '<w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText>' * 400_000 + "</w:document>"), "refused active_content"),
    "200,000 styles": ("docx", lambda: docx(
        more=[("word/styles.xml", f'<w:styles xmlns:w="{W}">' + "".join(
            f'<w:style w:styleId="s{i}"><w:basedOn w:val="s{i + 1}"/></w:style>' for i in range(200_000)) + "</w:styles>"),
              ("word/_rels/document.xml.rels", f'<r><Relationship Type="{REL}styles" Target="styles.xml"/></r>')]), "fine"),
    "a program behind the document": ("docx", lambda: docx() + b"MZ" + os.urandom(60_000), "refused broken"),
    "50 MB of RTF's fields": ("doc", lambda: b"{\\rtf1 " + b"{\\*\\fldinst {" * (3 * MB), "doubtful rtf"),
    "500,000 relationships": ("docx", lambda: docx(more=[("word/_rels/document.xml.rels", "<r>" + "".join(
        f'<Relationship Type="x/header" Target="h{i}.xml"/>' for i in range(500_000)) + "</r>")]), "fine"),
    "4 GB declared": ("docx", lambda: by_hand(true_parts() + [("word/document.xml", b"\3\0", 0xFFFFFFFE, 0)]), "refused bomb"),
    "100,000 entries": ("docx", lambda: many_entries(100_000), "refused bomb"),
    "1,000,000 entries": ("odt", lambda: many_entries(1_000_000), "refused bomb"),
    "65,535 entries declared": ("docx", lambda: by_hand(true_parts(), 65_535), "refused bomb"),
    "1,999 entries that are there": ("docx", lambda: docx(more=[(f"a{i}.rels", RELS) for i in range(1_990)]), "fine"),
    "entries over the same bytes": ("docx", overlapping, "refused bomb"),
    "end records by the thousand": ("docx", lambda: docx() + (b"PK\5\6" + b"\1\0" * 9) * 3_000, "refused broken"),
    "billion laughs": ("docx", lambda: docx(laughs()), "refused entities"),
    "billion laughs, odt": ("odt", lambda: odt(laughs()), "refused entities"),
    "external entity": ("odt", lambda: odt('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'), "refused entities"),
    "a DOCTYPE of 30 MB": ("docx", lambda: docx("<!DOCTYPE a [" + "<!ENTITY a 'b'>" * (2 * MB) + "]><a/>",
                                                compression=zipfile.ZIP_STORED), "refused"),
    "1,000,000 levels": ("docx", lambda: docx("<a>" * 1_000_000), "refused bomb"),
    "1,000,000 levels, odt": ("odt", lambda: odt("<a>" * 1_000_000), "refused bomb"),
    "1,000,000 attributes": ("docx", lambda: docx(attributes(1_000_000)), "refused bomb"),
    "1,000,000 namespaces": ("docx", lambda: docx(attributes(1_000_000, ' xmlns:a%d="u"')), "refused bomb"),
    "1,000,000 names": ("docx", lambda: docx("<a>" + "".join(f"<a{i}/>" for i in range(1_000_000)) + "</a>"), "refused bomb"),
    "a tag of 30 MB": ("docx", lambda: docx("<a b='" + os.urandom(15 * MB).hex() + "'/>"), "refused bomb"),
    "a comment of 30 MB": ("docx", lambda: docx("<!--" + os.urandom(15 * MB).hex() + "--><a/>"), "refused bomb"),
    "a name of 30 MB": ("docx", lambda: docx("<" + "a" * (30 * MB) + "/>", compression=zipfile.ZIP_STORED), "refused"),
    "CDATA of 30 MB": ("docx", lambda: docx("<a><![CDATA[" + os.urandom(15 * MB).hex() + "]]></a>"), "refused bomb"),
    "a Windows program": ("docx", lambda: b"MZ" + os.urandom(MB), "refused wrong_kind"),
    "50 MB of noise": ("docx", lambda: os.urandom(50 * MB), "refused wrong_kind"),
    "50 MB of noise after a zip's head": ("docx", lambda: b"PK\3\4" + os.urandom(50 * MB), "refused broken"),
    "50 MB of pictures": ("docx", lambda: docx(more=[(f"word/media/{i}.png", os.urandom(MB)) for i in range(48)],
                                              compression=zipfile.ZIP_STORED), "fine"),
    "50 MB of RTF": ("doc", lambda: b"{\\rtf1 " + b"\\obx" * (12 * MB), "doubtful rtf"),
    "OLE2 sectors in a ring": ("doc", lambda: ole(40 * MB), "refused"),
}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("reader")
    options.add_argument("--most-seconds", type=float, default=60)
    options.add_argument("--most-memory", type=float, default=1e9)
    options.add_argument("--figures", action="store_true")
    asked = options.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, (extension, make, expected) in FILES.items():
            data = make()
            path = os.path.join(folder, "file." + extension)
            with open(path, "wb") as file:
                file.write(data)
            size = len(data) / MB
            del data
            # by sh, so that the reader does not begin with our own peak of memory
            ran = subprocess.run(["/bin/sh", "-c", f"'{asked.reader}' '{path}'; exit $?"], capture_output=True,
                                 text=True, timeout=120, check=False)
            said, seconds, memory = (ran.stdout.rstrip("\n").split("\t") + ["0", "0"])[:3]
            wrong = []
            if ran.stderr:
                wrong.append(f"complained: {ran.stderr[-2000:]}")
            if ran.returncode != 0:
                wrong.append(f"ended with {ran.returncode}: {ran.stderr[-2000:]}")
            if said != expected and not said.startswith(expected + " "):
                wrong.append(f"said '{said}', not '{expected}'")
            if float(seconds) > asked.most_seconds:
                wrong.append(f"took {seconds} s")
            if float(memory) > asked.most_memory:
                wrong.append(f"took {memory} MB")
            if asked.figures or wrong:
                print(f"{name} ({size:.1f} MB): {said}, {seconds} s, {memory} MB", *wrong, sep="\n  WRONG: ")
            bad += len(wrong) > 0
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
