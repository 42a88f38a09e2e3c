"""`new`: the folder, and 核定台账 with every setting at its default."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from weibao.campaign.folder import LEDGER, Campaign
from weibao.campaign.store import open_store
from weibao.compute.model import Round
from weibao.errors import CampaignError
from weibao.rulebook import load_calendar

if TYPE_CHECKING:
    from weibao.sheets.macro_book import Macros


def create_campaign(
    root: Path,
    rulebook: Path | None = None,
    *,
    as_of: date,
    settings: Mapping[str, str] | None = None,
    pinned: bool = False,
    macros: Macros | None = None,
) -> Campaign:
    """A new campaign at `root` with its ledger; `settings` are typed values that differ from the defaults.

    `pinned` writes `as_of` into its 基准日, so that it shows that day whenever it is opened. With `macros` the ledger
    is an .xlsm that carries functions and buttons, without them an .xlsx.

    Raises CampaignError where the folder is not empty, RulebookError where the rulebook is faulty.
    """
    campaign = Campaign.create(root, rulebook)
    _write_ledger(campaign, as_of, settings or {}, pinned=pinned, macros=macros)
    return campaign


def create_missing_ledger(campaign: Campaign, *, as_of: date, macros: Macros | None = None) -> tuple[Round, ...]:
    """A fresh ledger for a campaign that has lost its own, with the rounds that were issued; returns those.

    Their names and due dates stood in the lost ledger only. Raises CampaignError where a ledger is there.
    """
    if campaign.ledger.exists():
        raise CampaignError(f"“{campaign.ledger}”还在，没有新建。人工填写的内容都在里面，请勿随意替换。")
    with open_store(campaign.history, reading=True) as store:
        issued: dict[int, date] = {}
        for (number, _), item in store.issued().items():
            issued[number] = min(item.issued, issued.get(number, item.issued))
    rounds = tuple(Round(number, f"第{number}轮", issued=day) for number, day in sorted(issued.items()))
    _write_ledger(campaign, as_of, {}, rounds, macros=macros)
    return rounds


def _write_ledger(
    campaign: Campaign,
    as_of: date,
    settings: Mapping[str, str],
    rounds: Sequence[Round] = (),
    *,
    pinned: bool = False,
    macros: Macros | None,
) -> None:
    from weibao.sheets.ledger import create_ledger

    create_ledger(
        campaign.root / f"{LEDGER}{'.xlsm' if macros else '.xlsx'}", campaign.rulebook, settings, rounds,
        load_calendar(), as_of=as_of, pinned=pinned, macros=macros,
    )  # fmt: skip
