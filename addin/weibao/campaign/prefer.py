"""`collect --prefer FILE`: the clerk's choice between two files of one unit, written where the clerk would type it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from weibao.campaign.folder import Campaign
from weibao.campaign.inbox import look_into, shown_path
from weibao.campaign.situation import Situation, look
from weibao.campaign.store import Store
from weibao.compute.model import ReturnState, ReturnStatus
from weibao.errors import CampaignError


def prefer(campaign: Campaign, store: Store, file: str, *, as_of: date) -> str:
    """Write `file` into 采用文件 of its unit and round; returns the unit's name.

    `file` is a path, a path below the campaign folder, or a bare file name that occurs once. Raises CampaignError
    where it is none of the round's returned files.
    """
    from weibao.sheets.ledger_update import choose_file

    situation = look(campaign, store, as_of=as_of)
    wanted = _below(campaign, file)
    usable = [(state, name) for state in situation.collected.returns if _counts(state) for name in state.files]
    hits = [pair for pair in usable if pair[1] == wanted] or [
        pair for pair in usable if _name(pair[1]) == _name(wanted)
    ]
    if len(hits) != 1:
        raise CampaignError(f"无法采用“{file}”：{_why(campaign, situation, wanted, several=bool(hits))}。")
    state, name = hits[0]
    # The ledger goes by the rules in force, whichever the round is judged by.
    choose_file(campaign.ledger, campaign.rulebook, state.round, state.unit, name)
    return situation.grounds.rulebook.unit_by_id[state.unit].name


def _below(campaign: Campaign, file: str) -> str:
    """The file as findings name it: below the campaign folder, whatever way it was typed."""
    path, root = Path(os.path.abspath(file)), Path(os.path.abspath(campaign.root))  # noqa: PTH100 (a link stays itself)
    archived = any(parent.suffix.lower() == ".zip" and parent.is_file() for parent in path.parents)
    if path.is_relative_to(root) and (path.exists() or archived):
        return shown_path(path, root)
    return file.replace("\\", "/").removeprefix("./")


def _name(file: str) -> str:
    return file.rsplit("/", 1)[-1]


def _counts(state: ReturnState) -> bool:
    return state.status is not ReturnStatus.SET_ASIDE


def _why(campaign: Campaign, situation: Situation, wanted: str, *, several: bool) -> str:
    if several:
        return "有多个同名文件，请写出从“回收”开始的路径"
    number = situation.assessment.round
    names = {source.name for source in look_into(campaign.root, campaign.returned(number)).sources}
    if _name(wanted) in map(_name, names):
        return "这份文件已放在一边，不能确定是谁的清单或者读不出来，原因见 weibao collect 的说明"
    return f"第{number}轮回收的文件里没有它，请检查文件名"
