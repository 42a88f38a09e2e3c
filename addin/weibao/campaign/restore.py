"""`restore`: a backup of the history, or a file as it was. Nothing that a person has changed is lost by it.

What stands in the place goes to the kept versions first; where a person has changed it since we wrote it, the restored
one is put beside it, unless that is asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from weibao.atomic import replace_file
from weibao.campaign.backups import LEFT, backups, day_of, finish_restore, write_back
from weibao.campaign.fates import fate
from weibao.campaign.folder import LEDGER
from weibao.campaign.history import Kind, current, unpack
from weibao.campaign.kept_notes import typed_now, typed_then
from weibao.campaign.two_clerks import RESTORED, remember_restored
from weibao.campaign.versions import MOST, MOST_OF_LEDGER, Version, content_of, keep_versions, versions
from weibao.documents.digests import digest
from weibao.errors import CampaignError, DamagedWorkbookError, WorkbookError
from weibao.shut_words import shut_words
from weibao.system_words import argument
from weibao.workdays import typed_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from weibao.campaign.folder import Campaign
    from weibao.campaign.lock import Holder
    from weibao.campaign.store import Store


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, where, and where the one that stood there went ("" where none did).

    `passing`: the next run writes the file anew.
    """

    source: str
    target: str
    kept: str = ""
    beside: bool = False
    passing: bool = False


def restore_history(campaign: Campaign, who: Holder, to: str = "") -> Restored:
    """Put a backup (of a day, or the last one) in the history's place; the history that was there is put aside.

    Raises CampaignError where there is no such backup, or it is damaged as well.
    """
    found = backups(campaign.history)
    chosen = next((path for path in found if not to or path.stem == f"history-{to.strip()}"), None)
    if chosen is None and to:
        day = _day(to, "日期")
        chosen = next((path for path in found if day_of(path) <= day), None)
    if chosen is None:
        days = "、".join(path.stem.removeprefix("history-") for path in found) or "一份也没有"
        raise CampaignError(
            f"没有{f' {to} 或以前的' if to else ''}历史记录备份（现有：{days}）。"
            f"可以把“{campaign.history}”改名后重新运行，现在的情况会重新记下来。"
        )
    write_back(chosen, campaign.history.with_name(LEFT))
    moved = finish_restore(campaign.history, re.sub(r"\D", "", who.since)[:14] or "0")
    aside = campaign.relative(moved) if moved else ""
    return Restored(campaign.relative(chosen), campaign.relative(campaign.history), aside)


def restore_file(campaign: Campaign, store: Store, file: str, to: str = "", *, over: bool = False) -> Restored:
    """Put a kept version of a file back: number `to`, the last of a day, or the last that is not what stands there
    (of 核定台账: in which something else was typed).

    Where a person has changed the file since, and for 核定台账 always, it goes beside, unless `over`. Raises
    CampaignError where nothing of it is kept, or the place is open in another program.
    """
    path = _below(campaign, file)
    kept = versions(campaign.machine, path)
    if not kept:
        raise CampaignError(
            f"没有“{path}”的留底。能找回的见 weibao restore {argument(campaign.root)}（写从创建文件夹起的路径）。"
        )
    target = campaign.root / path
    now = target.read_bytes() if target.is_file() else None
    version = _chosen(campaign, kept, path, to, now)
    source = f"{path}（{version.at[:16].replace('T', ' ') or '时间不明'}，编号 {version.no}）"
    content = content_of(campaign.machine, version)
    passing = digest(content) != _recorded(store, path) and bool(fate(campaign, store, path, content))
    if now == content:
        return Restored(source, path, passing=passing)
    ours = now is None or digest(now) == _recorded(store, path)
    aside = ""
    if now is not None and path == campaign.ledger.name and _damaged(campaign):
        aside = _put_aside(campaign, now, store.who)
    elif now is not None and (not ours or LEDGER in path) and not over:
        target = next(path for path in _beside(target, version) if not path.exists() or path.read_bytes() == content)
    elif now is not None:
        most = MOST_OF_LEDGER if LEDGER in path else MOST
        keep_versions(campaign.machine, {path: now}, store.who, most)
        aside = f"编号 {versions(campaign.machine, path)[0].no}"
    if not (target.is_file() and target.read_bytes() == content):
        if told := shut_words(target):
            raise CampaignError(told)
        with replace_file(target) as temporary:
            temporary.write_bytes(content)
    if target == campaign.ledger:
        remember_restored(campaign, store)
    beside = target.name != path.rsplit("/", 1)[-1]
    return Restored(source, campaign.relative(target), aside, beside=beside, passing=passing and not beside)


def kept_below(campaign: Campaign, file: str) -> str:
    """The path of a folder, with "/" behind it, where versions of files in it are kept; "" for anything else."""
    path = f"{_below(campaign, file).rstrip('/')}/"
    return path if any(version.path.startswith(path) for version in versions(campaign.machine)) else ""


def _damaged(campaign: Campaign) -> bool:
    """Whether nobody could open the ledger any more."""
    from weibao.sheets.ledger_read import read_grids

    try:
        read_grids(campaign.ledger)
    except DamagedWorkbookError:
        return True
    except WorkbookError:  # one with a password is somebody's work
        return False
    return False


def _put_aside(campaign: Campaign, content: bytes, who: Holder) -> str:
    """Keep a damaged ledger: somebody may still get something out of it. Returns where."""
    ledger, stamp = campaign.ledger, re.sub(r"\D", "", who.since)[:14] or "0"
    aside = campaign.machine / f"{ledger.stem}（损坏 {stamp}）{ledger.suffix}"
    with replace_file(aside) as temporary:
        temporary.write_bytes(content)
    return campaign.relative(aside)


def _beside(target: Path, version: Version) -> Iterator[Path]:
    """`核定台账（恢复 3）.xlsm`, `核定台账（恢复 3-2）.xlsm`, without end: people work in them."""
    yield target.with_name(f"{target.stem}{RESTORED} {version.no}）{target.suffix}")
    for number in count(2):
        yield target.with_name(f"{target.stem}{RESTORED} {version.no}-{number}）{target.suffix}")


def _below(campaign: Campaign, file: str) -> str:
    """A path as the record has it: below the campaign folder, with forward slashes."""
    text = file.strip().replace("\\", "/").removeprefix("./")
    for root in (campaign.root.absolute().as_posix(), campaign.root.resolve().as_posix(), campaign.root.as_posix()):
        text = text.removeprefix(f"{root}/")
    if text.startswith("/") or ".." in text.split("/") or ":" in text:
        raise CampaignError(f"“{file}”不在创建文件夹里。请写从创建文件夹起的路径，如“文书/督办通知/×××.docx”。")
    return text


def _chosen(campaign: Campaign, kept: list[Version], path: str, to: str, now: bytes | None) -> Version:
    if not to:
        there = digest(now) if now is not None else ""
        others = [version for version in kept if version.digest != there]
        return _typed_otherwise(campaign, path, others) or (others or kept)[0]
    if re.fullmatch(r"\d{1,7}", to):  # eight are a day without its hyphens
        found = [version for version in kept if version.no == int(to)]
    else:
        day = _day(to, "编号，也不是日期")
        found = [version for version in kept if version.at[:10] <= day]
    if not found:
        known = "、".join(f"{item.no}（{item.at[:16].replace('T', ' ') or '时间不明'}）" for item in kept)
        raise CampaignError(f"“{path}”没有留底“{to}”。现有：{known}。")
    return found[0]


def _typed_otherwise(campaign: Campaign, path: str, others: list[Version]) -> Version | None:
    """Of the ledger's versions the last one in which people had typed something else: the program alone changes it,
    too, and nobody looks for that.
    """
    if path != campaign.ledger.name or (now := typed_now(campaign)) is None:
        return None
    return next((item for item in others if typed_then(campaign, item) not in (None, now)), None)


def _day(text: str, what: str) -> str:
    """The day that a person types, as 2023-10-09. Raises CampaignError saying what it is not."""
    try:
        return typed_day(text).isoformat()
    except ValueError:
        raise CampaignError(f"“{text}”不是{what}（如 2023-10-09）。") from None


def _recorded(store: Store, path: str) -> str:
    """The digest of a file as we last wrote or read it."""
    return store.files().get(path) or str(unpack(current(store, Kind.LEDGER).get(path)).get("sha256", ""))
