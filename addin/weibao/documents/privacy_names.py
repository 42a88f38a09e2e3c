"""A child's name beside an age under 18 or a school: `张某（男，12岁）`, `小明，8岁`, `××小学三年级学生李某某`.

And, from `privacy_called`, one right behind a word for children.

Official prose is full of ages, schools and pupils that name nobody, and of teachers and officials who may be named.
So a name counts only in the few shapes in which people write about one child, and its characters must be able to be
one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from weibao.documents.privacy_called import LABEL, called
from weibao.documents.privacy_numbers import plain
from weibao.documents.privacy_words import BEFORE_NAMES, COMPOUND_SURNAMES, NOT_NICKNAMES, PLACES, SURNAMES, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

_FULL: Final = rf"(?:(?:{COMPOUND_SURNAMES})[\u4e00-\u9fff]{{1,2}}|[{SURNAMES}][\u4e00-\u9fff]{{1,2}})"
_MASKED: Final = (
    rf"(?:[{SURNAMES}](?:某[某甲乙丙丁]?|[×＊*○〇xX]{{1,2}}|小?[×＊*○〇xX])|小[{SURNAMES}某](?![\u4e00-\u9fff]))"
)
_NICK: Final = rf"小[^{NOT_NICKNAMES}\W\d_a-zA-Z]"

_BEFORE: Final = "|".join((r"(?<![\u4e00-\u9fff])", *(f"(?<={word})" for word in BEFORE_NAMES.split())))
_AFTER: Final = (
    r"(?=$|[，。；：、！？,.;:!?（）()“”\s]|被|在|因|于|的|系|为|是|遭|与|和|从|向|到|已|未|受|等|患|说|称|以|将|由)"
)

_NUMBER: Final = r"(?P<age>\d{1,2}|[一二三四五六七八九十]{1,3})"
_AGE: Final = rf"(?:年仅|今年|现年|年龄|刚满|约|才)?{_NUMBER}(?:周岁|岁半?)(?!以[上下内]|及以|[至到—\-~～])"
_ROLE: Final = (
    "(?:小学生|初中生|高中生|男孩|女孩|儿童|幼儿|女童|男童|学生|少年|少女|未成年人|孩子|女生|男生|女孩子|男孩子)"
)
_SCHOOL: Final = r"(?:小学|初中|中学|高中|学校|幼儿园|职校|技校|中专|职高|实小|附小|附中|一中|二中|三中)"
_YEAR: Final = r"(?:[一二三四五六七八九初高小中大\d]{1,2}年级|[小中大]班)?"
_CLASS: Final = rf"{_YEAR}(?:[一二三四五六七八九初高\d]{{0,2}}[（(]?\d{{1,2}}[）)]?班)?"
_AT_SCHOOL: Final = rf"[^。；]{{0,20}}?{_SCHOOL}[^。；，）]{{0,10}}(?:年级|班|学生|在读)"
_ATTENDS: Final = rf"[（，]?[^。；]{{0,6}}?就读于?[^。；]{{0,15}}?{_SCHOOL}"
_ANY: Final = f"{_FULL}|{_MASKED}|{_NICK}"
_GAP: Final = r"[ 、|]{0,3}"
_EDGE: Final = r"^|(?<=\| )"
_BORN: Final = r"(?P<year>\d{4})年[^，。；（）]{0,8}?(?:出?生)(?=$|[，。；、）\s])"
_CHILD: Final = "(?:学生|儿童|幼儿|女生|男生|女童|男童|女孩|男孩|未成年人|被害人|受害人|少女|少年)"
_HARM: Final = "(?:欺凌|侵害|虐待|性侵|殴打|伤害|遗弃|猥亵|强奸|家暴|拐卖|霸凌)"
# Who was born then is a child in every year that a plan of ours covers.
_CHILD_SINCE: Final = 2006
_FELLOW: Final = "同学(?![校段科习龄期院年历业制分])"
_PUPIL: Final = "(?:学生|女生|男生|同学|幼儿|小朋友)"

_SMALL: Final = f"{_MASKED}|{_NICK}"
_ASIDES: Final = r"(?:[^。；（），]{1,8}，){0,3}"
_NOW: Final = rf"(?:今年|现年|年仅|刚满|才){_NUMBER}(?:周岁|岁)"
_ALONE: Final = f"(?:{_BEFORE})"
_FIRST: Final = f"(?:{_EDGE})"


class _Shape(NamedTuple):
    """A kind of passage: the words in front of the name, the name (where it may stand, then `name` itself), the words
    behind it.
    """

    kind: str
    before: str
    place: str
    name: str
    after: str


_SHAPES: Final = tuple(
    _Shape(*parts)
    for parts in (
        # 张某（男，12岁）; a gender beside the age leaves no doubt even inside a sentence
        ("age", "", "", _SMALL, rf"[（，][^。；（）]{{0,15}}?{_AGE}"),
        ("age", "", _ALONE, _FULL, rf"[（，]{_ASIDES}{_AGE}"),
        ("age", "", "", _FULL, rf"（[男女]，{_ASIDES}{_AGE}"),
        # 小明今年8岁
        ("age", "", "", _SMALL, _NOW),
        ("age", "", _ALONE, _FULL, _NOW),
        # 王小红 女 9岁; 李思思 | 9岁
        ("age", "", _ALONE, _ANY, rf"{_GAP}[男女]{_GAP}{_AGE}"),
        ("age", "", _FIRST, _ANY, rf" \| (?:[男女] \| )?{_AGE}(?=$| \|)"),
        ("school", "", _FIRST, _ANY, rf" \| (?:[^|]{{0,20}} \| )?[^|]{{0,20}}{_SCHOOL}[^|]{{0,8}}(?:年级|班)"),
        # 李某，女，2015年3月出生
        ("birth", "", "", _SMALL, rf"[（，][^。；（）]{{0,15}}?{_BORN}"),
        ("birth", "", _ALONE, _FULL, rf"[（，]{_ASIDES}{_BORN}"),
        # 学生李思思被欺凌
        ("harm", _CHILD, "", f"{_FULL}|{_MASKED}", rf"(?=(?:被|遭|受到?)[^。；，]{{0,8}}?{_HARM})"),
        # 8岁的小明, 12岁女孩李某某
        ("age", rf"{_AGE}的?{_ROLE}?", "", _SMALL, ""),
        ("age", rf"{_AGE}(?:的{_ROLE}?|{_ROLE})", "", _FULL, _AFTER),
        # ××小学三年级学生李某某, 实验小学五（2）班王思雨同学
        ("school", rf"{_SCHOOL}{_CLASS}的?{_PUPIL}", "", _MASKED, _AFTER),
        ("school", rf"(?:年级|\d[）)]?班)的?{_PUPIL}?", "", _SMALL, _AFTER),
        ("school", rf"(?:年级|\d[）)]?班)的?{_PUPIL}", "", _FULL, _AFTER),
        ("school", "", "", _SMALL, _FELLOW),
        ("school", "", rf"(?:{_BEFORE}|(?<=班)|(?<=表彰)|(?<=评为))", _FULL, _FELLOW),
        # 李某某，系××小学三年级学生; 王小明（就读于某某中学）
        ("school", "", "", _SMALL, rf"[（，]{_AT_SCHOOL}"),
        ("school", "", _ALONE, _FULL, rf"[（，]{_AT_SCHOOL}"),
        ("school", "", "", _SMALL, _ATTENDS),
        ("school", "", _ALONE, _FULL, _ATTENDS),
    )
)  # fmt: skip
_ADULT: Final = re.compile(
    "教师|老师|班主任|校长|园长|主任|书记|干部|辅导员|社工|局长|科长|负责人|联系人|民警|检察官|法官|家长|律师|志愿者|员工|职工"
)
_LABELS: Final = {
    "age": "儿童姓名与年龄", "birth": "儿童姓名与出生年月", "school": "儿童姓名与学校", "harm": "受侵害儿童姓名",
}  # fmt: skip
_TENS: Final = {digit: number for number, digit in enumerate("一二三四五六七八九", 1)}


class _Scent(NamedTuple):
    """Without a place of `words` none of a kind's shapes can fit; looking for them costs far less.

    Every such place holds one of `signs`, which are the same in every form of the text.
    """

    signs: tuple[str, ...]
    words: re.Pattern[str]


def _any_of(*signs: str) -> _Scent:
    return _Scent(signs, re.compile("|".join(map(re.escape, signs))))


_SCENTS: Final = {
    "age": _any_of("岁"),
    "birth": _Scent(("生",), re.compile(r"\d年[^，。；（）]{0,8}?生")),
    "school": _any_of("学生", "同学", "就读", "年级", "班", "在读", "幼儿", "女生", "男生"),
    "harm": _Scent(tuple("被遭受"), re.compile(f"[被遭受][^。；，]{{0,10}}?{_HARM}")),
}
# Most texts hold no sign at all, and need not even be brought into another form.
_ANY_SIGN: Final = re.compile(
    "|".join(re.escape(sign) for sign in sorted({sign for scent in _SCENTS.values() for sign in scent.signs}))
)
_HALF: Final = str.maketrans({"(": "（", ")": "）", ",": "，", ";": "；", ":": "："})


class FoundName(NamedTuple):
    """A name from `start` to `end`, and what stands beside it; `shape` is the whole passage."""

    kind: str
    start: int
    end: int
    shape: str


def names(text: str) -> Iterator[FoundName]:
    """The children's names of a text; each `shape` has its signs in their ASCII form (`privacy_numbers.plain`)."""
    found = list(_beside_age_or_school(plain(text))) if _ANY_SIGN.search(text) else []
    beside = [one for one in called(text) if one.sure]
    if not found and not beside:
        return
    flat = plain(text)
    found += [FoundName(LABEL, one.start, one.end, flat[one.begin : one.end]) for one in beside]
    done = 0
    # 王小明 holds 小明 as well: the longer one from the left.
    for name in sorted(found, key=lambda name: (name.start, -name.end)):
        if name.start >= done:
            done = name.end
            yield name


def _beside_age_or_school(flat: str) -> Iterator[FoundName]:
    kinds = {kind for kind, scent in _SCENTS.items() if scent.words.search(flat)}
    if not kinds:
        return
    text = flat.translate(_HALF)
    yield from (
        FoundName(_LABELS[kind], *match.span("name"), flat[match.start() : match.end()])
        for shape in _SHAPES
        if (kind := shape.kind) in kinds and _may_fit(shape, text)
        for match in _whole(shape).finditer(text)
        if match["name"][:2] not in WORDS and PLACES.isdisjoint(match["name"]) and _is_child(kind, match, text)
    )


def _may_fit(shape: _Shape, text: str) -> bool:
    """Whether the words about the name stand in a text at all."""
    return all(_compiled(words).search(text) for words in (shape.before, shape.after) if words)


# Every class of the surnames takes a millisecond to compile: a shape whole only where its other words stand.
@cache
def _whole(shape: _Shape) -> re.Pattern[str]:
    return re.compile(f"{shape.before}{shape.place}(?P<name>{shape.name}){shape.after}")


_compiled = cache(re.compile)


def _is_child(kind: str, match: re.Match[str], text: str) -> bool:
    if kind == "age":
        return _number(match["age"]) < 18
    if kind == "birth":
        return int(match["year"]) >= _CHILD_SINCE
    if kind == "harm":
        return True
    clause = re.split("[。；\n]", text[match.start() :], maxsplit=1)[0][: len(match[0]) + 12]
    return _ADULT.search(clause) is None


def _number(text: str) -> int:
    """An age in figures or in Chinese, up to 99."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (_TENS.get(tens, 1) * 10 if ten else 0) + _TENS.get(ones, 0)
