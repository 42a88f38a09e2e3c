"""Values to try a template with: sound ones for the common tags, for the others something that fits any use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.documents.kind import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WORDS: Final = "有关内容"
"""What an unknown field says."""

_NAME: Final = "江海县民政局"
_COMMON: Final[dict[str, Any]] = {
    "标志": f"{_NAME}文件",
    "文号": "江民发〔2023〕1号",
    "签发人": "张某某",
    "主送": "各镇人民政府",
    "主送移版记": False,
    "出席": "张某某、王某某",
    "请假": "李某某",
    "列席": "赵某某",
    "署名": _NAME,
    "成文日期": "2023年10月9日",
    "附注": "联系人：王某某，电话：0000-12345678",
    "抄送": "县人民政府办公室",
    "印发机关": f"{_NAME}办公室",
    "印发日期": "2023年10月10日",
}
_TEXTS: Final = {"号": "一", "序号": "1", "附件": "有关事项一览表"}
_OF_LAYOUT: Final[dict[Layout, dict[str, str]]] = {
    Layout.GENERAL: {},
    Layout.UPWARD: {"主送": "县人民政府", "抄送": "县委办公室"},
    Layout.LETTER: {"标志": _NAME, "文号": "江民函〔2023〕1号", "主送": "县教育局"},
    Layout.MINUTES: {"标志": f"{_NAME}会议纪要", "文号": "第1期"},
}


def specimens(fields: Mapping[str, str], genre: str, layout: Layout, *, flag: bool) -> dict[str, Any]:
    """A value for each of `fields`; those that are not common are all true (and lists of one entry) or all false."""
    common: dict[str, Any] = _COMMON | _OF_LAYOUT[layout]
    common |= {"标题": f"{_NAME}关于做好有关工作的{genre}", "附件": Specimen("附件", flag=True)}
    return {name: common.get(name, Specimen(name, flag=flag)) for name in fields}


class Specimen:
    """Text, number, flag, mapping and list at once; a list of one entry, or none where `flag` is false.

    `name` is the field's or the key's: what is called a number must read as one, or a heading would not look like one.
    """

    def __init__(self, name: str, *, flag: bool) -> None:
        self._name = name
        self._flag = flag

    def __str__(self) -> str:
        return _TEXTS.get(self._name, WORDS)

    def __bool__(self) -> bool:
        return self._flag

    def __len__(self) -> int:
        return int(self._flag)

    def __iter__(self) -> Iterator[Specimen]:
        return iter([self] * len(self))

    def __getitem__(self, key: object) -> Specimen:
        return Specimen(key, flag=self._flag) if isinstance(key, str) else self

    def __int__(self) -> int:
        return int(self._flag)

    __index__ = __int__

    def __add__(self, other: object) -> Specimen:
        return self

    __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __mod__ = __add__

    def __lt__(self, other: object) -> bool:
        return self._flag

    __gt__ = __le__ = __ge__ = __lt__

    def __eq__(self, other: object) -> bool:
        return self._flag

    def __hash__(self) -> int:
        return hash(self._flag)
