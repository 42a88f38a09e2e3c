"""`evidence tidy`: every registered file into the folder of its unit and indicator, under a name that says what it is.

Nothing moves without `apply`; the list of moves is on the disk before the first one, so that a run that was cut off
can be undone as well. Nothing is ever overwritten, and only files that one row means and whose content was read move.
"""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from weibao.atomic import remove_file, sync_folder
from weibao.campaign.evidence_undo import Move, read_moves, write_moves
from weibao.campaign.evidence_walk import HOME
from weibao.campaign.folder import folder_name
from weibao.campaign.safe_paths import inside
from weibao.compute.proof_files import owner_of, suffix_of
from weibao.compute.proof_resolve import folded
from weibao.shut_words import Shut, why_shut
from weibao.system_words import writing_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.campaign.evidence_check import Checked
    from weibao.campaign.folder import Campaign
    from weibao.compute.proof_records import Material, Proofs

_BARRED: Final = re.compile(r'[\\/:*?"<>|\s\x00-\x1f\x7f]+')
_LONGEST: Final = 60  # characters of a name without its ending
_TAKEN: Final = "那里已经有文件"
_OURS: Final = re.compile(r"I\d{2}-(\d{2,3})_")


@dataclass(frozen=True)
class Tidied:
    """`moves` that are to be made, or were made; `left` are files that stay, with the reason."""

    moves: tuple[Move, ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    applied: bool = False


@dataclass
class _Plan:
    moves: list[Move] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)


def plan_moves(checked: Checked, campaign: Campaign) -> Tidied:
    """What `tidy` would do. Files keep their place where several rows mean them, or nobody knows which row does."""
    proofs, plan = checked.proofs, _Plan()
    taken = {folded(path) for path in proofs.files}
    numbers = _numbers(proofs)
    run = max((move.run for move in read_moves(campaign)), default=0) + 1
    sharers = _sharers(proofs)
    for material in proofs.materials:
        for path in material.files:
            reason = _stays(material, path, sharers, checked)
            if reason:
                plan.left.append((path, reason))
                continue
            new = _target(proofs, material, path, numbers)
            if folded(new) == folded(path):
                continue
            if folded(new) in taken:
                plan.left.append((path, f"“{new}”已经有文件"))
                continue
            taken.add(folded(new))
            true = campaign.relative(checked.index.paths[path])
            plan.moves.append(Move(path, new, run, true if true != path else ""))
    return Tidied(tuple(plan.moves), tuple(dict.fromkeys(plan.left)))


def apply_moves(campaign: Campaign, checked: Checked, planned: Tidied) -> Tidied:
    """Make the moves. What has changed since the plan was made stays where it is."""
    earlier = read_moves(campaign)
    write_moves(campaign, (*earlier, *planned.moves))
    left = list(planned.left)
    made: list[Move] = []
    try:
        for move in planned.moves:
            reason = _move(checked.index.paths[move.old], campaign.root / move.new, campaign.root / HOME)
            if reason:
                left.append((move.old, reason))
    finally:
        made += (move for move in planned.moves if _is_made(campaign, checked, move))
        write_moves(campaign, (*earlier, *made))
    return Tidied(tuple(made), tuple(left), applied=True)


def _is_made(campaign: Campaign, checked: Checked, move: Move) -> bool:
    """Whether a file lies where the plan puts it, and no more where it was; whatever interrupted the run."""
    return (campaign.root / move.new).is_file() and not checked.index.paths[move.old].exists()


def undo_moves(campaign: Campaign, *, apply: bool) -> Tidied:
    """Take back the latest tidying of which anything can go back, the last move first.

    What cannot go back stays listed; a file that is gone is marked, and asked after no more.
    """
    moves = read_moves(campaign)
    wanted = _latest(campaign, moves)
    if not apply:
        return Tidied(tuple(Move(move.new, move.old, move.run) for move in wanted))
    left: list[tuple[str, str]] = []
    kept = list(moves)
    for move in wanted:
        source, target = campaign.root / move.new, _old_place(campaign, move)
        if target.exists() and not source.exists():  # a run that was cut off never moved it
            kept.remove(move)
        elif not source.exists():
            kept[kept.index(move)] = replace(move, lost=True)
            left.append((move.new, f"文件不在了；找到以后放回“{move.old}”即可"))
        elif reason := _move(source, target, campaign.root / HOME):
            left.append((move.new, _next_step(move, reason)))
        else:
            kept.remove(move)
        write_moves(campaign, kept)
    done = [move for move in wanted if move not in kept and replace(move, lost=True) not in kept]
    return Tidied(tuple(Move(move.new, move.old, move.run) for move in done), tuple(left), applied=True)


def _next_step(move: Move, reason: str) -> str:
    """Why a file did not go back, and where another has its place what to do about that."""
    if reason != _TAKEN:
        return reason
    return f"原来的位置“{move.old}”已经有另一个文件；两个都要的，先把那一个改名或移走，再撤销一次"


def _latest(campaign: Campaign, moves: Sequence[Move]) -> list[Move]:
    """The moves of the latest run of which one can go back, else of the latest that was not given up; last one first.

    A file that a later run moved on is not where the earlier one put it: what lies there now is another.
    """
    fallback: list[Move] = []
    for run in sorted({move.run for move in moves}, reverse=True):
        onward = {folded(move.old) for move in moves if move.run > run}
        mine = [move for move in reversed(moves) if move.run == run and folded(move.new) not in onward]
        able = [move for move in mine if (campaign.root / move.new).exists() != _old_place(campaign, move).exists()]
        wanted = [move for move in mine if move in able or not move.lost]
        if able:
            return wanted
        fallback = fallback or wanted
    return fallback


def _old_place(campaign: Campaign, move: Move) -> Path:
    return campaign.root / (move.true or move.old)


def _stays(material: Material, path: str, sharers: dict[str, int], checked: Checked) -> str:
    facts = checked.proofs.files[path]
    if material.unit in checked.proofs.blind:
        return "该单位的材料里有文件夹打不开"
    if sharers[path] > 1:
        return "几行登记共用这个文件"
    if material.by == "folder":
        return "登记的是它所在的整个文件夹"
    if material.by == "likeness":
        return "登记里没有写明是这个文件"
    if not material.item.indicator or checked.proofs.indicator(material) is None:
        return "登记里没有指标编号"
    if facts.secret:
        return "有密级标志"
    if path not in checked.index.paths or path in checked.index.unread or facts.problem in ("link", "special"):
        return "还没有读过"
    return "正被打开着" if why_shut(checked.index.paths[path]) is Shut.OPEN else ""


def _sharers(proofs: Proofs) -> dict[str, int]:
    found: dict[str, int] = {}
    for material in proofs.materials:
        for path in material.files:
            found[path] = found.get(path, 0) + 1
    return found


def _numbers(proofs: Proofs) -> dict[tuple[str, str], int]:
    """By unit and indicator the highest number of a material that a file bears already."""
    highest: dict[tuple[str, str], int] = {}
    for path, owner in owner_of(proofs).items():
        found = _OURS.match(path.rpartition("/")[2])
        if found:
            highest[owner] = max(highest.get(owner, 0), int(found[1]))
    return highest


def _target(proofs: Proofs, material: Material, path: str, numbers: dict[tuple[str, str], int]) -> str:
    """`佐证材料/07 市教育局/I22 校园安全/I22-02_20230615_关于….pdf`; a file that bears our number keeps its name."""
    unit = proofs.rulebook.unit_by_id[material.unit]
    indicator = proofs.rulebook.indicator_by_id[material.item.indicator]
    folder = f"{HOME}/{folder_name(unit)}/{indicator.id} {indicator.title}"
    name = path.rpartition("/")[2]
    if name.startswith(f"{indicator.id}-") and _OURS.match(name):
        return f"{folder}/{name}"
    key = (material.unit, indicator.id)
    numbers[key] = numbers.get(key, 0) + 1
    day = f"{material.item.dated:%Y%m%d}_" if material.item.dated else ""
    stem = f"{indicator.id}-{numbers[key]:02d}_{day}{file_stem(material.name)}"
    return f"{folder}/{stem[:_LONGEST].rstrip('._ ')}{suffix_of(name)}"


def file_stem(title: str) -> str:
    """A title as a file's name may hold it, also on Windows."""
    visible = "".join(char for char in title if unicodedata.category(char)[0] != "C")
    return _BARRED.sub("", visible).strip(". ") or "材料"


def _move(source: Path, target: Path, home: Path) -> str:
    """Move a file; why not, in words, "" where it went."""
    if not source.is_file() or source.is_symlink():
        return "文件不在了"
    if not inside(home, target) or not inside(home, source):
        return "不在“佐证材料”里"
    if _is_half_moved(source, target):
        remove_file(source)
        return ""
    if target.exists():
        return _TAKEN
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _rename(source, target)
        for folder in {source.parent, target.parent}:
            sync_folder(folder)
    except FileExistsError:
        return _TAKEN
    except OSError as error:
        return f"移动时出错（{writing_words(error)}）"
    return ""


def _rename(source: Path, target: Path) -> None:
    """Rename a file where there is none. Raises FileExistsError also where one came there just now."""
    if os.name == "nt":
        source.rename(target)  # which refuses to replace there
        return
    try:
        target.hardlink_to(source)
    except FileExistsError:
        raise
    except OSError as error:  # a share without hard links
        if target.exists():
            raise FileExistsError(target) from error
        source.rename(target)
        return
    try:
        source.unlink()
    except OSError:
        target.unlink()
        raise


def _is_half_moved(source: Path, target: Path) -> bool:
    """Whether a run was cut off between the two steps of a move, so that the file has both names."""
    try:
        return folded(str(source)) != folded(str(target)) and source.stat().st_nlink > 1 and source.samefile(target)
    except OSError:
        return False
