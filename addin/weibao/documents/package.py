"""A .docx as a map of parts, read and written the same way every time.

Zip entries carry one fixed time and keep their order, so equal parts give equal bytes.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from weibao.errors import TemplateError
from weibao.markup import escape

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W_NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_NAMESPACE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE_PART: Final = "docProps/core.xml"
DOCUMENT_PART: Final = "word/document.xml"

# What zipfile raises for damaged bytes; RuntimeError is a part under a password.
BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError)

_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
# A template is some ten small parts; a package far beyond that is damaged or hostile.
_MAX_PARTS: Final = 500
_MAX_BYTES: Final = 64 * 1024 * 1024


def write_package(parts: Mapping[str, bytes]) -> bytes:
    """The parts as the bytes of a zip file, in the order given."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 0
            archive.writestr(info, content)
    return buffer.getvalue()


def read_package(content: bytes) -> dict[str, bytes]:
    """All parts by name. Raises ValueError where `content` is damaged, locked, no package or an absurdly large one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > _MAX_PARTS or sum(info.file_size for info in infos) > _MAX_BYTES:
                raise ValueError("package too large")
            return {info.filename: archive.read(info) for info in infos}
    except BROKEN as error:
        raise ValueError(str(error)) from error


def damaged(error: Exception) -> TemplateError:
    """What to say about a document that cannot be read."""
    reason = "文件设了密码" if isinstance(error.__cause__, RuntimeError) else "文件已损坏"
    return TemplateError(f"不是完好的 Word 文书（.docx）：{reason}。请用 Word 打开，另存为没有密码的 .docx 后再试。")


def core_xml(title: str, creator: str, created: date) -> bytes:
    """`docProps/core.xml` with a fixed date: what we write never depends on the clock."""
    stamp = f"{created.isoformat()}T00:00:00Z"
    return (
        f"{DECLARATION}"
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(creator)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(creator)}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified><dc:language>zh-CN</dc:language>'
        "</cp:coreProperties>"
    ).encode()
