"""Small evidence files, made here: the same bytes every time, all of them invented."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

EPOCH = (1980, 1, 1, 0, 0, 0)


def text_pdf(lines: Sequence[str], *, pages: int = 1, size: tuple[int, int] = (595, 842)) -> bytes:
    """A PDF whose first page shows the lines; the text layer comes from a ToUnicode table, no font is embedded."""
    codes = {char: number for number, char in enumerate(sorted({*"".join(lines)}), 1)}
    shown = "".join(
        f"BT /F1 12 Tf 60 {780 - 18 * number} Td <{''.join(f'{codes[c]:04X}' for c in line)}> Tj ET\n"
        for number, line in enumerate(lines)
    )
    table = "\n".join(f"<{code:04X}> <{char.encode('utf-16-be').hex().upper()}>" for char, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def "
        "1 begincodespacerange <0000> <FFFF> endcodespacerange "
        f"{max(len(codes), 1)} beginbfchar\n{table or '<0001> <0020>'}\nendbfchar endcmap end end"
    )
    box = f"/MediaBox [0 0 {size[0]} {size[1]}]"
    kids = " ".join(f"{7 + number} 0 R" for number in range(pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /T /Encoding /Identity-H /DescendantFonts [4 0 R] "
        "/ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /T /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        "/Supplement 0 >> /DW 1000 >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
    ]
    objects += [
        f"<< /Type /Page /Parent 2 0 R {box} /Resources << /Font << /F1 3 0 R >> >>"
        + (" /Contents 6 0 R >>" if number == 0 else " >>")
        for number in range(pages)
    ]
    out, starts = BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, 1):
        starts.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode())
    start = out.tell()
    rows = "".join(f"{at:010d} 00000 n \n" for at in starts)
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode())
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def picture(*, seal: bool = False, flip: bool = False, size: tuple[int, int] = (1240, 1754)) -> Image.Image:
    """Something like a scanned page or a photo: dark fields, and a red ring where there is a seal."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    width, height = size
    for number in range(1, 7):
        left = width * (7 - number if flip else number) // 8
        draw.rectangle(
            (left, height * number // 9, left + width // 6, height * (number + 2) // 9), fill=(40 * number,) * 3
        )
    if seal:
        draw.ellipse(
            (width * 5 // 8, height * 3 // 4, width * 7 // 8, height * 11 // 12), outline=(214, 20, 30), width=9
        )
    return image


def scan(path: Path, *, seal: bool = False, blank: bool = False) -> Path:
    """A scanned page as a PDF without a text layer."""
    image = Image.new("RGB", (620, 877), "white") if blank else picture(seal=seal, size=(620, 877))
    image.save(path, "PDF", resolution=75, creationDate=None, modDate=None)
    return path


def photo(path: Path, *, taken: str = "", quality: int = 90, scale: float = 1.0, flip: bool = False) -> Path:
    """A photo with the day it was taken, such as 2023:03:01 10:00:00."""
    image = picture(flip=flip, size=(1200, 900))
    image = image.resize((int(1200 * scale), int(900 * scale)))
    exif = Image.Exif()
    if taken:
        exif.get_ifd(0x8769)[0x9003] = taken
    image.save(path, "JPEG", quality=quality, exif=exif)
    return path


def package(path: Path, parts: dict[str, str]) -> Path:
    """A zip package with these parts, in their order."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return path


def docx(path: Path, *paragraphs: str, pages: int = 1) -> Path:
    """A Word document of plain paragraphs."""
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    return package(
        path,
        {
            "[Content_Types].xml": f'<Types xmlns="{types}"/>',
            "docProps/app.xml": f"<Properties><Pages>{pages}</Pages></Properties>",
            "word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>',
        },
    )


def ofd(path: Path, *texts: str) -> Path:
    """An OFD paper, one text a page."""
    pages = {
        f"Doc_0/Pages/Page_{number}/Content.xml": f"<Page><TextCode>{text}</TextCode></Page>"
        for number, text in enumerate(texts)
    }
    return package(path, {"OFD.xml": "<OFD/>", **pages})
