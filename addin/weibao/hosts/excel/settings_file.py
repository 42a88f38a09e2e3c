"""`xlwings.conf`: lines of `"KEY","value"` in the system's code page, read by VBA's `Input #`.

Only the lines of our keys are touched; everything else stays as it is, byte for byte. VBA takes the first line of a
key and ignores capitals. A new line goes to the top: a broken line further up would shift VBA's pairs.
"""

from __future__ import annotations

import re

from weibao.hosts.excel.system import InstallError


def line(key: str, value: str, encoding: str) -> bytes:
    """The line that sets `key`, without its end. Raises InstallError where `value` cannot be written so."""
    if '"' in value or "\n" in value or "\r" in value:
        raise InstallError(f"“{value}”里有引号或换行，写不进 xlwings.conf。请换一个文件夹安装。")
    try:
        return f'"{key}","{value}"'.encode(encoding)
    except UnicodeEncodeError as error:
        raise InstallError(
            f"路径“{value}”里有本机代码页没有的字，Excel 读不到。请把 Python 装到只含英文和常用汉字的文件夹后重新安装。"
        ) from error


def find(content: bytes, key: str) -> bytes | None:
    """The line that counts for `key`, without its end; None where the file does not set it."""
    found = _pattern(key).search(content)
    return found.group() if found else None


def value(content: bytes, key: str, encoding: str) -> str:
    """What the file sets `key` to, "" where it does not."""
    found = _pattern(key).search(content)
    return (found[1] if found[1] is not None else found[2].strip()).decode(encoding, "replace") if found else ""


def put(content: bytes, key: str, text: bytes | None) -> bytes:
    """The file with `text` (a line) for `key` in place of the one that counts, at the top where there was none.

    None takes the line away, with its end.
    """
    found = _pattern(key).search(content)
    if text is None:
        return content[: found.start()] + re.sub(rb"\A\r?\n", b"", content[found.end() :]) if found else content
    if found is None:
        return text + b"\r\n" + content
    return content[: found.start()] + text + content[found.end() :]


def _pattern(key: str) -> re.Pattern[bytes]:
    # Quotes, commas and line ends never stand inside a character of a Chinese code page, so bytes can be searched.
    name = re.escape(key.encode())
    return re.compile(
        rb'^[ \t]*"?' + name + rb'"?[ \t]*,[ \t]*(?:"([^"\r\n]*)"|([^"\r\n]*))[ \t]*(?=\r?$)', re.M | re.I
    )
