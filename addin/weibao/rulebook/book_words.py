"""What the loader says about TOML files, in the words of a rulebook's workbook: headings, sheets, drop-downs.

What somebody typed stands between “ ” and is left as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from weibao.rulebook import specs
from weibao.rulebook.code_words import code_words
from weibao.rulebook.labels import LABELS, TABLES, WORDS, column_label
from weibao.rulebook.tabular import NOTHING, Table, shape
from weibao.rulebook.tabular_checks import META

if TYPE_CHECKING:
    from collections.abc import Mapping

# Sentences about the way TOML is written, and what is done in a workbook.
_SENTENCES: Final[tuple[tuple[str, str], ...]] = (
    (r"要保留原来编号的，在 meta\.toml 写 .*", "要保留原来编号的，在{meta}的“接续哪一版”里写那一版"),
    (r"工作簿里一格之中", "一格之中"),
    (r"units\.toml 中的名称、别名", "{units.units}中的名称、其他写法"),
    (r"meta\.toml 的集合名称", "{meta.group}里的"),
    (r"要有 source = .*", "要填出处各栏；原文没有规定的，在“假定”里写明理由"),
    (r"有 more 而没有 source", "在“其他出处”里有引文，自己却没有出处"),
    (r"第一条引文写在 source 里", "第一条引文写在它自己的出处各栏里"),
    (r"source 之外还要有 more，两边的话都引出来", "另一边的话写在{more}里，两边的话都引出来"),
    (r"请写 quote = '原文'", "请照抄原文"),
    (r"文件顶端写 category = '…'，只能是：", "写明是哪个项目，只能是："),
    (r"，或者去掉 meta\.toml 的 \[group\]", "，或者删去{meta.group}里的那一行"),
    (r"meetings、roster 用 number，listed 用 share", "会议台账、成员名册数出的问“一个数”，督办数出的问“其中有多少”"),
    (r"缺少“([a-z_]+)”", r"“\1”没有填"),
    (r"，或者 ''", f"，没有的写“{NOTHING}”"),
    (r"不写这个键", "空着"),
    (r"(kind = '[a-z]+') (必须有|没有)这个日期", r"\1 的\2这个日期"),
    (r" 或 '0\.5'|，不能是 nan、inf|^文字要放在引号里$", ""),
    (r"'0\.5'", "0.5"),
    (r"^日期不加引号$", "写成 2030-01-31 这样"),
    (r"true 或 false", "“是”或“否”"),
    (r"应为列表", "应为名单（每行一个）"),
    (r"中的每一项都应为(\w+)，有一项是", r"有一项不是\1："),
    (r"（也可以省）", "（可以空着）"),
    (r"source\.txt", "{text}"),
    (r"（(settings\.toml 的 towns|units\.toml)）", ""),
)
_PATTERNS: Final[Mapping[str, str]] = {
    specs.KEY: "只能用小写英文字母、数字、下划线，以字母开头",
    specs.FOLDER_NAME: '它要作文件夹名，不能有空格和 \\ / : * ? " < > |',
    r"\S+": "不能有空格",
}
_FILE: Final = re.compile(r"\b(?:(?=indicators/)|(?<!/))(\w+)(?:/\w+)?\.toml|\[\[(\w+)\]\]|\b(indicators)(?= 中)")
_SET: Final = re.compile(r"([a-z_]+) (?:= ?|为 )'?([a-z_]+)'?((?: 或 '?[a-z_]+'?)*)")
_QUOTED: Final = re.compile(r"“[^“”]*”")
_BARE: Final = re.compile(r"(?<![A-Za-z_{./])([a-z][a-z_]+)(?![A-Za-z_}./])")
# The sheet that is meant where a file has several.
_MAIN: Final = {"phases": "phases.milestones", "meta": META, "counts": "counts.counts", "rounds": "rounds.rounds"}
# Blanks that stood beside a word of TOML.
_GAPS: Final = re.compile(r"(?<=”) +(?=[\u4e00-\u9fff（])|(?<=[\u4e00-\u9fff，；：]) +(?=“|工作表)")
_YES: Final = {"true": "是", "false": "否"}


@dataclass(frozen=True)
class Words:
    """The words of one workbook, whose sheets and headings an office may have renamed."""

    tables: Mapping[str, Table]

    def sheet(self, name: str) -> str:
        """`工作表“指标”` of a table."""
        table = self.tables.get(name)
        return f"工作表“{table.sheet if table and table.sheet else TABLES[name][0]}”"

    def heading(self, name: str, column: str) -> str:
        """The heading of a column as the workbook has it."""
        table = self.tables.get(name)
        if table and table.headings and column in table.columns:
            return table.headings[table.columns.index(column)] or column_label(column, name)
        return column_label(column, name)

    def column(self, name: str, key: str, inner: str = "") -> str:
        """The column of a key, "" where the table has none; `inner` is the table inside of the record."""
        columns = shape()[name]
        return next((one for one in (f"{inner}.{key}", key) if one in columns), "")

    def said(self, text: str, name: str, inner: str = "") -> str:
        """A sentence of the loader about a record of the table `name`."""
        if found := re.fullmatch(r"写法见 FORMAT\.md（(.*)）", text):
            return _PATTERNS.get(found[1]) or f"照其他各行的写法，如 {_example(found[1])}"
        for pattern, words in _SENTENCES:
            text = re.sub(pattern, words, text)
        text = re.sub(r"\{([a-z_.]+)\}", lambda found: self._named(found), text)
        if name != "files":  # there the names of files are what is typed
            text = _FILE.sub(self._file, text)
        if found := re.match(r"“([a-z_]+)”写的是“[^”]*”；只能是：", text):
            return self._choices(text, name, self.column(name, found[1], inner))
        kept: list[str] = []
        text = re.sub(r"写的是“[^”]*”", lambda found: _keep(found[0], kept), text)
        text = _SET.sub(lambda found: self._set(found, name), text)
        text = _QUOTED.sub(lambda found: _keep(self._quoted(found[0], name, inner), kept), text)
        text = _BARE.sub(lambda found: self._word(found[1], name, inner), text)
        for number, words in reversed(list(enumerate(kept))):
            text = text.replace(f"\0{number}\0", words)
        return _GAPS.sub("", text)

    def _named(self, found: re.Match[str]) -> str:
        return self.sheet(found[1]) if found[1] in shape() else found[0]

    def _file(self, found: re.Match[str]) -> str:
        word = found[1] or found[2] or found[3]
        names = [name for name in shape() if name.count(".") == 1]
        if found[2]:  # an array of some file
            ends = [name for name in names if name.endswith(f".{word}")]
        else:
            ends = [_MAIN[word]] if word in _MAIN else [name for name in names if name.startswith(f"{word}.")]
        return self.sheet(ends[0]) if ends else found[0]

    def _choices(self, text: str, name: str, column: str) -> str:
        wrong, _, known = text.partition("；只能是：")
        words = code_words(name, column, shape()[name][column]) if column else {}
        wrong = re.sub(r"^“[a-z_]+”", f"“{self.heading(name, column)}”", wrong) if column else wrong
        return f"{wrong}；只能是：{'、'.join(words.get(code, code) for code in known.split('、'))}"

    def _set(self, found: re.Match[str], name: str) -> str:
        """`type = 'text' 或 'names'`: the heading, and the words of the drop-down."""
        key, codes = found[1], re.findall(r"[a-z_]+", f"{found[2]} {found[3]}")
        for table in (name, *shape()):
            column = self.column(table, key)
            known = dict(code_words(table, column, shape()[table][column])) if column else {}
            if column and all(code in known or code in _YES for code in codes):
                words = "或".join(f"“{known.get(code) or _YES[code]}”" for code in codes)
                return f"“{self.heading(table, column)}”为{words}"
        return found[0]

    def _quoted(self, text: str, name: str, inner: str) -> str:
        key = text[1:-1]
        column = self.column(name, key, inner)
        if column:
            return f"“{self.heading(name, column)}”"
        if f"{name}.{key}" in shape():  # a list inside of the record: a sheet of its own
            return self.sheet(f"{name}.{key}")
        return f"“{word}”" if name == META and (word := self._code(key, name)) else text

    def _word(self, key: str, name: str, inner: str) -> str:
        """A key or code word that stands bare in the sentence."""
        column = self.column(name, key, inner)
        if column:
            return f"“{self.heading(name, column)}”"
        word = self._code(key, name) or LABELS.get(key) or next((w[key] for w in WORDS.values() if key in w), "")
        return f"“{word}”" if word else key

    def _code(self, key: str, name: str) -> str:
        columns = shape()[name].items()
        return next((words[key] for column, field in columns if key in (words := code_words(name, column, field))), "")


def _keep(text: str, kept: list[str]) -> str:
    """A mark for words that are not looked at again."""
    kept.append(text)
    return f"\0{len(kept) - 1}\0"


def _example(pattern: str) -> str:
    """What fits one of the patterns of ids."""
    first = re.sub(r"\[([^]])[^]]*\]\??", r"\1", pattern)
    return first.replace(r"\d{2}", "01").replace(r"\d+", "1").replace("\\.", ".").rstrip("+")
