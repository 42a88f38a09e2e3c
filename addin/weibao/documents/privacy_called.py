"""A child's name right behind a word for children: `学生王小明`, `困境儿童李丽丽`, `学生姓名：王小明`.

Such a word stands in nearly every sentence of this work, and half of the surnames begin a common word. So the name must
be made of characters that names are made of, and whoever wrote less than that is only asked to look
(`privacy.doubts`). No pattern holds a class of surnames: every place costs a few look-ups.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from weibao.documents.privacy_given import CLEAR_SURNAMES, GIVEN, NAME_LIKE
from weibao.documents.privacy_words import COMPOUND_SURNAMES, PLACES, SURNAMES, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

LABEL: Final = "儿童姓名"

_CHILD_WORDS: Final = (
    "学生", "初中生", "高中生", "职校生", "技校生", "中专生", "儿童", "未成年人", "未成年", "少年", "少女", "少先队员",
    "孩子", "小孩", "男孩", "女孩", "孩童", "女童", "男童", "学童", "幼童", "幼儿", "婴儿", "孤儿", "患儿", "弃儿",
    "女生", "男生", "同学", "小朋友",
)  # fmt: skip
_GROWN_UP: Final = ("大学生", "留学生")
# The last character of such a word with what begins a name, or what may stand between.
_LAST: Final = "".join(sorted({word[-1] for word in _CHILD_WORDS}))
_WORD_END: Final = re.compile(rf"[{_LAST}](?=[\s\S])")
# What may stand between the word and the name.
_LINK: Final = re.compile('的?(?:姓名|名字|名单|名叫|叫|代表)?(?:[ \u3000：:“"「『（(]| [|] ){0,2}')
_NAMED: Final = re.compile("姓名(?:[ \u3000]?[：:][ \u3000]?| [|] )")
# A form tells further on that it is a child's.
_FORM: Final = re.compile("[^。；\n]{0,30}?(?:年级|班级|学校|小学|初中|幼儿园|监护人|就读)")
_AND: Final = re.compile(" ?[、和与及] ?")
# Behind a surname with one character: a name is at its end.
_END: Final = re.compile(
    r"$|[，。；：、！？,.;:!?（）()“”\"」』》|\s]|等|同学|[被在因于的系为是遭与和从向到已未受患说称以将由获荣参曾家勇溺遇]"
    r"|事迹|故事|一?案|失踪|走失|入学|返校|见义|拾金"
)
# Teachers, and what is called after somebody or lies in a place.
_ADULT: Final = re.compile(
    "老师|教师|校长|园长|主任|书记|局长|科长|所长|民警|检察|法官|律师|同志|先生|女士|医生|教练|志愿者|干部|社工"
)
_CALLED_AFTER: Final = re.compile(
    r"[^\s，。；、：！？,;()（）在于从到是系为的读和与]{0,4}?"
    "(?:小学|中学|学校|幼儿园|医院|公司|社区|广场|校区|[路街镇村乡县市]|纪念|精神|工作室|基金|奖学金|故居|公园)"
)
_NEVER: Final = frozenset("的了在是和与及等被因于从到已未受将由为以说称有无不可能应要会学校生部区组年月日时个人们工作")
# What begins a name, or such a link.
_NEXT: Final = frozenset(
    (*SURNAMES, *(word[0] for word in COMPOUND_SURNAMES.split("|")), *'的姓名叫代 \u3000：:“"「『（(')
)
_COMPOUNDS: Final = frozenset(COMPOUND_SURNAMES.split("|"))
_SURNAMES: Final = frozenset(SURNAMES)
_PUBLIC: Final = frozenset(("东方明", "东方红", "东方美", "东方之"))


class Called(NamedTuple):
    """A name from `start` to `end`, with the end of the word before from `begin`; not `sure` where it may be none."""

    begin: int
    start: int
    end: int
    sure: bool


def called(text: str) -> Iterator[Called]:
    """The names right behind words for children, and those listed with them, from left to right."""
    done = 0
    for begin, start, form in _places(text):
        if start < done:
            continue
        found = _name(text, start)
        if form and found and not (found[1] and _FORM.match(text, found[0])):
            found = None
        while found:
            done, sure = found
            yield Called(begin, start, done, sure)
            link = _AND.match(text, done)
            start = link.end() if link else len(text)
            # Whoever stands in one list with a child is one, too.
            found = _name(text, start) if sure else None


def _places(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where a name may begin, with the beginning of the words before it; and whether they say 姓名 alone."""
    for last in _WORD_END.finditer(text):
        end = last.end()
        if text[end] in _NEXT and text.endswith(_CHILD_WORDS, 0, end) and not text.endswith(_GROWN_UP, 0, end):
            link = _LINK.match(text, end)
            yield last.start(), link.end() if link else end, False
    if "姓名" in text:
        for named in _NAMED.finditer(text):
            yield named.start(), named.end(), True


def _name(text: str, start: int) -> tuple[int, bool] | None:
    """The end of a name that begins there, and whether it is surely one; None where it is hardly any."""
    surname = 2 if text[start : start + 2] in _COMPOUNDS else 1
    if text[start : start + 1] not in _SURNAMES and surname == 1:
        return None
    if text[start : start + 2] in WORDS or text[start : start + 3] in _PUBLIC:
        return None
    first, last = start + surname, start + surname + 2
    given, clear = text[first:last], surname == 2 or text[start] in CLEAR_SURNAMES
    like = surname == 1 and text[start:last][:2] in NAME_LIKE
    fits = [sign in GIVEN for sign in given]
    if fits == [True, True]:
        if like:
            return (last, False) if clear and _END.match(text, last) else None
        if _ADULT.match(text, last):
            return None
        sure = not _CALLED_AFTER.match(text, last)
        return (last, sure) if clear or sure else None
    return _short(text, first, clear=clear, like=like, fits=fits)


def _short(text: str, first: int, *, clear: bool, like: bool, fits: list[bool]) -> tuple[int, bool] | None:
    """A name with one usual character behind the surname, or with one of two that is not usual."""
    end, given = first + 1, text[first : first + 2]
    if fits[:1] == [True] and not like and not _ADULT.match(text, end):
        if _END.match(text, end):
            return end, True
        if clear and not _CALLED_AFTER.match(text, end):
            return end, False
    odd = clear and any(fits) and not like and PLACES.isdisjoint(given) and _NEVER.isdisjoint(given)
    if odd and len(given) == 2 and all(map(_is_han, given)) and _END.match(text, end + 1):
        return (end + 1, False) if not _ADULT.match(text, end + 1) else None
    return None


def _is_han(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"
