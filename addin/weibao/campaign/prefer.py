"""`collect --prefer FILE`: the clerk's choice between two files of one unit, written where the clerk would type it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from weibao.campaign.folder import Campaign
from weibao.campaign.situation import look
from weibao.campaign.store import Store
from weibao.errors import CampaignError


def prefer(campaign: Campaign, store: Store, file: str, *, as_of: date) -> str:
    """Write `file` into 采用文件 of its unit and round; returns the unit's name.

    `file` is a path, a path below the campaign folder, or a bare file name that occurs once. Raises CampaignError
    where it is none of the round's returned files.
    """
    from weibao.sheets.ledger_update import choose_file

    situation = look(campaign, store, as_of=as_of)
    path = Path(file)
    if path.is_absolute() and path.is_relative_to(campaign.root.resolve()):
        file = path.relative_to(campaign.root.resolve()).as_posix()
    candidates = [(state, name) for state in situation.collected.returns for name in state.files]
    hits = [pair for pair in candidates if pair[1] == file] or [
        p for p in candidates if Path(p[1]).name == Path(file).name
    ]
    if len(hits) != 1:
        several = "有多个同名文件，请写出从“回收”开始的路径" if hits else "本轮回收的文件里没有它，请检查文件名"
        raise CampaignError(f"无法采用“{file}”：{several}。")
    state, name = hits[0]
    choose_file(campaign.ledger, situation.grounds.rulebook, state.round, state.unit, name)
    return situation.grounds.rulebook.unit_by_id[state.unit].name
