"""What is wrong with a template, in Chinese: which part, which paragraph, which tag, and what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from jinja2.exceptions import TemplateError as JinjaError
from jinja2.exceptions import TemplateSyntaxError, UndefinedError

from weibao.documents.verify import UnsoundError
from weibao.errors import TemplateError
from weibao.system_words import reading_words

if TYPE_CHECKING:
    from collections.abc import Collection
    from types import TracebackType

# What filling a template may raise because of the template.
FAILURES: Final = (JinjaError, TypeError, ValueError, ArithmeticError, AttributeError, LookupError)

_BLOCK_TAG: Final = re.compile(r"\{%.*?%\}")
_PART_NAMES: Final = {"document": "正文", "header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}


class Faults:
    """Makes the exceptions of one template. A `source` has one line per paragraph, as jinja2 counts them."""

    def __init__(self, name: str, fields: Collection[str]) -> None:
        self.name = name
        self._fields = frozenset(fields)

    def unread(self, error: Exception) -> TemplateError:
        """The same where the disk or the bytes say so."""
        if isinstance(error, UnsoundError):
            return self.unreadable(error)
        return self.unreadable(reading_words(error) if isinstance(error, OSError) else "内容已损坏，或者设了密码")

    def unreadable(self, error: object) -> TemplateError:
        return TemplateError(f"模板“{self.name}”打不开（{error}）。它应是 Word 的 .docx 文件，请恢复原来的模板。")

    def damaged(self, what: str, error: object = "") -> TemplateError:
        reason = f"（{error}）" if str(error) else ""
        return TemplateError(f"模板“{self.name}”的{what}已损坏{reason}。请恢复原来的模板。")

    def malformed(self, part: str, source: str, error: TemplateSyntaxError) -> TemplateError:
        where = self._where(part, source, error.lineno)
        return TemplateError(
            f"模板“{self.name}”{where}的标签写得不对（{error.message}）。"
            "标签应成对，如 {{ 主送 }}、{%p if … %} 与 {%p endif %}，请在 Word 中改正。"
        )

    def unknown(self, field: str, part: str, source: str) -> TemplateError:
        """A field that the context builder does not give, found before filling."""
        tag = re.compile(rf"\{{[{{%][^}}]*{re.escape(field)}")
        line = next((n for n, text in enumerate(source.split("\n"), 1) if tag.search(text)), None)
        return self._missing(field, part, source, line)

    def failed(self, part: str, source: str, error: Exception) -> TemplateError:
        """Any of `FAILURES` while filling."""
        if isinstance(error, TemplateSyntaxError):
            return self.malformed(part, source, error)
        line = _template_line(error.__traceback__)
        if isinstance(error, UndefinedError):
            return self._missing(_undefined_name(error), part, source, line)
        where = self._where(part, source, line)
        return TemplateError(f"模板“{self.name}”{where}的标签无法执行（{error}）。请在 Word 中改正。")

    def leftover(self, part: str, xml: str, start: int, end: int) -> TemplateError:
        near = plain(xml[max(0, start - 200) : end + 200])
        return TemplateError(
            f"模板“{self.name}”的{part_name(part)}里还有没有填上的标签（“…{near}…”附近）。"
            "标签的大括号可能不成对，请在 Word 中改正。"
        )

    def torn(self, part: str, error: object) -> TemplateError:
        return TemplateError(
            f"用模板“{self.name}”生成的{part_name(part)}不完整（{error}）。"
            "{%p … %} 要独占一段，{%tr … %} 要独占表格的一行，请在 Word 中改正。"
        )

    def _missing(self, field: str, part: str, source: str, line: int | None) -> TemplateError:
        known = "、".join(sorted(self._fields))
        return TemplateError(
            f"模板“{self.name}”{self._where(part, source, line)}用到了“{field}”，但这类文书没有这个内容。"
            f"可用的有：{known}。请在 Word 中改正标签，或恢复原来的模板。"
        )

    def _where(self, part: str, source: str, line: int | None) -> str:
        """`正文“……”一段`, as far as it is known."""
        lines = source.split("\n")
        text = plain(lines[line - 1]) if line and line <= len(lines) else ""
        # Tags that took whole paragraphs hang on to the one before; they only confuse where they are not the point.
        text = _BLOCK_TAG.sub("", text).strip() or text
        return f"{part_name(part)}“{text[:40]}”一段" if text else part_name(part)


def part_name(part: str) -> str:
    """What people call a part: 正文, 页眉 …; its file name where it has no such name."""
    stem = re.sub(r"\d*\.xml$", "", part.lstrip("/").removeprefix("word/"))
    return _PART_NAMES.get(stem, part)


def plain(xml: str) -> str:
    """The text of a piece of XML, even of one cut off at random."""
    return re.sub(r"<[^>]*>?|^[^<]*>", "", xml).strip()


def _undefined_name(error: UndefinedError) -> str:
    """The name inside jinja's English message ("'x' is undefined", "'dict object' has no attribute 'x'")."""
    quoted = re.findall(r"'([^']*)'", str(error))
    return quoted[-1] if quoted else str(error)


def _template_line(trace: TracebackType | None) -> int | None:
    """The line of the template's source where an error arose."""
    line = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
