"""Which kind of file something is, by its content; what is not read, and what we ask for instead.

People rename files, and programs save one format under another's name: the extension decides only where it names a
format that nobody reads here.
"""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from io import BytesIO

from weibao.sheets.container import check_directory
from weibao.sheets.zip_end import TAIL

# What people send instead of .xlsx, and what we ask them to do.
_SAVE_AS = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”后再放入"
_TEXT_ONLY = "这种格式只有文字，请单位直接填写下发的 .xlsx 清单后重新报送"
_UNPACK = "这种压缩包读不了，请先解压，把里面的 .xlsx 放进本文件夹"
REFUSED = {
    **dict.fromkeys((".ett", ".xlt", ".xltx", ".xltm", ".xlsb", ".ots", ".fods", ".numbers", ".uos"), _SAVE_AS),
    **dict.fromkeys((".csv", ".tsv"), _TEXT_ONLY),
    **dict.fromkeys((".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".cab", ".zipx", ".arj"), _UNPACK),
}
# What WPS calls .et is an ordinary .xls or .xlsx inside, unless it was saved by an old version: its content says.
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".et")
ARCHIVES = (".zip",)

# Parts of an archive that is split over several files: .z01, .r00, .001.
_SPLIT = re.compile(r"\.(z\d\d|r\d\d|0\d\d)")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_HEAD = 4096
_OTHERS = (
    (b"%PDF", "内容是 PDF 文档", "请在下发的 .xlsx 清单上填写后报送，扫描件只作存档"),
    (b"Rar!", "内容是 RAR 压缩包", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "内容是 7z 压缩包", _UNPACK),
    (b"\x1f\x8b", "内容是 GZ 压缩包", _UNPACK),
    (b"\xff\xd8\xff", "内容是照片", "请在下发的 .xlsx 清单上填写后报送"),
    (b"\x89PNG", "内容是图片", "请在下发的 .xlsx 清单上填写后报送"),
    (b"{\\rtf", "内容是文档", "请在下发的 .xlsx 清单上填写后报送"),
)


class Format(StrEnum):
    """What is read: workbooks of three kinds, and archives of them."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    ZIP = "zip"


class FormatError(Exception):
    """A file that is not read: `what` it is, and the `remedy`, both in Chinese."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


def refused_by_name(suffix: str) -> str:
    """What to do instead of a format that is not read, "" for one that is."""
    return REFUSED.get(suffix) or (_UNPACK if _SPLIT.fullmatch(suffix) else "")


def format_of(data: bytes) -> Format:
    """The format that the bytes are in. A damaged or empty file counts as .xlsx: its reader says what is wrong.

    Raises FormatError for what is no workbook and no archive.
    """
    head = data[:_HEAD]
    if data.startswith(b"PK"):
        return _format_of_zip(data)
    if data.startswith(_OLE):
        return _format_of_ole(data)
    for start, what, remedy in _OTHERS:
        if head.startswith(start):
            raise FormatError(what, remedy)
    lowered = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"excel.sheet" in lowered or b"urn:schemas-microsoft-com:office:spreadsheet" in lowered:
        raise FormatError("内容是旧的 XML 表格", _SAVE_AS)
    if b"opendocument" in lowered:
        raise FormatError("内容是 XML 形式的 OpenDocument 表格", _SAVE_AS)
    if lowered.startswith(b"<") and any(tag in lowered for tag in (b"<html", b"<table", b"<!doctype html")):
        raise FormatError("内容是网页，只是改了扩展名", _SAVE_AS)
    return Format.XLSX


def _format_of_zip(data: bytes) -> Format:
    try:
        check_directory(data[-TAIL:], len(data))
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = set(package.namelist())
            if "[Content_Types].xml" in names:
                return _format_of_office(names)
            if "mimetype" in names and package.getinfo("mimetype").file_size < _HEAD:
                said = package.read("mimetype")
                if said.startswith(_ODS):
                    return Format.ODS
                if said.startswith(b"application/vnd.oasis."):
                    raise FormatError("内容是 OpenDocument 文档，不是表格", _SAVE_AS)
    except FormatError:
        raise
    except Exception:  # a damaged zip has no end of ways to fail; the reader of workbooks says what is wrong
        return Format.XLSX
    return Format.ZIP if names else Format.XLSX


def _format_of_office(names: set[str]) -> Format:
    if "xl/workbook.bin" in names:
        raise FormatError("内容是二进制工作簿（.xlsb）", _SAVE_AS)
    for folder, what in (("word/", "Word 文档"), ("ppt/", "演示文稿")):
        if any(name.startswith(folder) for name in names) and not any(name.startswith("xl/") for name in names):
            raise FormatError(f"内容是 {what}", "请在下发的 .xlsx 清单上填写后报送")
    return Format.XLSX


def _format_of_ole(data: bytes) -> Format:
    """An old workbook; an encrypted one is left to the reader of .xlsx, which says so."""
    if _stream(data, "EncryptedPackage"):
        return Format.XLSX
    if _stream(data, "Workbook") or _stream(data, "Book"):
        return Format.XLS
    if _stream(data, "WordDocument"):
        raise FormatError("内容是旧的 Word 文档", "请在下发的 .xlsx 清单上填写后报送")
    return Format.XLSX


def _stream(data: bytes, name: str) -> bool:
    """Whether the directory of an OLE file has a stream of this name (its entries are UTF-16, ended by a zero)."""
    return (name + "\0").encode("utf-16-le") in data
