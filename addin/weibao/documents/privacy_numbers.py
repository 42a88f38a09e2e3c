"""Numbers that lead to one person: identity cards, mobile telephones, bank cards, however they are spaced.

A number counts only from boundary to boundary: groups of digits may be joined by a blank or a hyphen, but digits inside
a longer number, a decimal or a hexadecimal digest are none.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# One character stays one character, so that places in the text remain true.
_PLAIN: Final = str.maketrans(
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys([0x3000, 0xA0, 0x202F, 0x205F, *range(0x2000, 0x200E), 0x2060, 0xFEFF, 0xAD], " ")
    | dict.fromkeys([*range(0x2010, 0x2016), 0x2212, 0xFF0D], "-")
)
_DIGITS: Final = re.compile(r"\d+", re.ASCII)
_ANY_DIGIT: Final = re.compile(r"[0-9０-９]")
_LINK: Final = re.compile(r" ?[-.·\n] ?| {1,2}")
# 万 and 亿 begin names of people, too.
_AMOUNT: Final = re.compile(r" ?(?:元|美元|%|人次|[万亿](?:$|[元人户件亩吨美余多平千立次亿,;:)、。\s]))")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_PROVINCES: Final = frozenset(
    (11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63,
     64, 65, 71, 81, 82, 83, 91)
)  # fmt: skip
_MOBILE_GROUPS: Final = frozenset(
    ((11,), (3, 4, 4), (3, 8), (7, 4), (3, 3, 5), (4, 4, 3), (4, 3, 4), (5, 6), (1,) * 11)
)
_SHORTEST: Final = 11
_LONGEST: Final = 19
_LONGEST_WORD: Final = 40


class Found(NamedTuple):
    """What kind of number stands from `start` to `end` of the text; `digits` is the bare number."""

    kind: str
    start: int
    end: int
    digits: str


class _Run(NamedTuple):
    """Neighbouring groups of digits; `alone` where no further group hangs on."""

    digits: str
    sizes: tuple[int, ...]
    links: frozenset[str]
    start: int
    end: int
    alone: bool


def plain(text: str) -> str:
    """`text` with full-width signs, blanks and dashes in their ASCII form, character by character."""
    return text.translate(_PLAIN)


def numbers(text: str) -> Iterator[Found]:
    """The personal numbers of a text, from left to right."""
    if len(text) < _SHORTEST or len(_ANY_DIGIT.findall(text)) < _SHORTEST:
        return
    flat = plain(text)
    done = 0
    for run in _runs(flat):
        if run.start < done:
            continue
        end = run.end
        digits, kind = run.digits, ""
        if len(digits) == 17 and (found := re.match(r"[ -]?[Xx](?![0-9A-Za-z])", flat[end : end + 3])):
            digits, end = f"{digits}X", end + found.end()
        if _is_identity(digits):
            kind = "身份证号"
        elif _bounded(flat, run):
            kind = _kind(flat, run)
        if kind:
            done = end
            yield Found(kind, run.start, end, digits)


def _kind(flat: str, run: _Run) -> str:
    amount = _AMOUNT.match(flat, run.end) is not None
    if not amount and _is_mobile(run):
        return "手机号码"
    if not amount and _is_old_identity(run):
        return "身份证号（15 位）"
    if run.alone and _is_dated(run.digits) and (int(run.digits[:2]) in _PROVINCES or _is_card(run)):
        return "疑似身份证号（校验位不符）"
    if _is_card(run):
        return "银行卡号"
    return ""


def _runs(flat: str) -> Iterator[_Run]:
    """Every sequence of groups that may be one number, longer ones first from each place."""
    groups = list(_DIGITS.finditer(flat))
    links = [flat[a.end() : b.start()] if _LINK.fullmatch(flat, a.end(), b.start()) else None
             for a, b in pairwise(groups)]  # fmt: skip
    for first, group in enumerate(groups):
        last = first
        total = len(group[0])
        ends = [first] if total <= _LONGEST else []
        while last < len(links) and links[last] is not None:
            last += 1
            total += len(groups[last][0])
            if total > _LONGEST:
                break
            ends.append(last)
        for end in reversed(ends):
            chosen = groups[first : end + 1]
            before = first > 0 and links[first - 1] is not None
            after = end < len(links) and links[end] is not None
            joined = frozenset(str(link).strip(" ") for link in links[first:end])
            yield _Run(
                "".join(g[0] for g in chosen), tuple(len(g[0]) for g in chosen), joined,
                chosen[0].start(), chosen[-1].end(), not (before or after),
            )  # fmt: skip


def _bounded(flat: str, run: _Run) -> bool:
    """Not the tail of a decimal, and not inside a word of letters and digits such as a digest or a product code."""
    before = flat[max(0, run.start - 2) : run.start]
    after = flat[run.end : run.end + 2]
    if re.search(r"\d[.,]$", before) or re.match(r"[.,]\d|[A-Za-z]", after):
        return False
    word = re.search(r"[0-9A-Za-z]*$", flat[max(0, run.start - _LONGEST_WORD) : run.start])
    letters = word[0] if word else ""
    # A word in front (Tel, ID) is a label; a to f or a mixture is the rest of a code.
    return not letters or (letters.isalpha() and re.fullmatch(r"[A-Fa-f]+", letters) is None)


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _is_identity(digits: str) -> bool:
    """18 characters by GB 11643: a date of birth and a check sign."""
    if not _is_dated(digits):
        return False
    return _CHECKS[sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=False)) % 11] == digits[17]


def _is_dated(digits: str) -> bool:
    """18 characters with a date of birth where GB 11643 has it."""
    if len(digits) != 18 or digits[0] == "0" or digits[6:8] not in ("18", "19", "20"):
        return False
    return _is_date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))


def _is_old_identity(run: _Run) -> bool:
    """15 digits as issued until 1999: province, date of birth without century."""
    digits = run.digits
    if run.sizes not in ((15,), (6, 6, 3)) or int(digits[:2]) not in _PROVINCES:
        return False
    return run.alone and _is_date(1900 + int(digits[6:8]), int(digits[8:10]), int(digits[10:12]))


def _is_mobile(run: _Run) -> bool:
    digits, sizes = run.digits, run.sizes
    for country in ("86", "0086"):
        if digits.startswith(country) and len(digits) == 11 + len(country):
            digits = digits[len(country) :]
            sizes = sizes[1:] if sizes[0] == len(country) else (sizes[0] - len(country), *sizes[1:])
    if re.fullmatch(r"1[3-9]\d{9}", digits) is None:
        return False
    if sizes not in _MOBILE_GROUPS:
        # 138 12 34 56 78: its first three digits together, and nothing else but the same link all through.
        return run.alone and sizes[0] == 3 and min(sizes) > 1 and run.links in ({""}, {"-"})
    # Points stand between the parts of section numbers as well; only the usual grouping is a telephone.
    return not run.links & {".", "·"} or sizes == (3, 4, 4)


def _is_card(run: _Run) -> bool:
    """16–19 digits that pass the Luhn check, in one piece or in groups, and nothing hanging on to them."""
    if not 16 <= len(run.digits) <= 19 or run.digits[0] not in "3456789" or not run.alone:
        return False
    if run.links & {".", "·", "\n"} or (len(run.sizes) > 1 and min(run.sizes[:-1]) < 3):
        return False
    return _luhn(run.digits) and len(set(run.digits)) > 1


def _luhn(digits: Sequence[str]) -> bool:
    doubled = (sum(divmod(2 * int(d), 10)) for d in digits[-2::-2])
    return (sum(int(d) for d in digits[-1::-2]) + sum(doubled)) % 10 == 0
