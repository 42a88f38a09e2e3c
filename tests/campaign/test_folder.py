from __future__ import annotations

from pathlib import Path

import pytest

from weibao.campaign.folder import Campaign
from weibao.errors import CampaignError

VILLAGE = Path(__file__).parent.parent / "village"


def test_a_new_folder_opens_again_with_its_own_rulebook(tmp_path: Path) -> None:
    made = Campaign.create(tmp_path / "谷地 2030", VILLAGE)
    moved = (tmp_path / "谷地 2030").rename(tmp_path / "搬了家")
    opened = Campaign.open(moved)
    assert opened.rulebook.digest == made.rulebook.digest if made.root.exists() else opened.rulebook.id
    assert opened.rulebook_ref == "own"


def test_a_folder_with_content_is_never_taken(tmp_path: Path) -> None:
    (tmp_path / "报表.xlsx").write_bytes(b"x")
    with pytest.raises(CampaignError, match="不是空文件夹"):
        Campaign.create(tmp_path)
    assert (tmp_path / "报表.xlsx").read_bytes() == b"x"


@pytest.mark.parametrize(
    ("content", "words"), [(None, "不是创建文件夹"), ("{", "已损坏"), ("[]", "已损坏"), ('{"x": 1}', "已损坏")]
)
def test_what_is_no_campaign_says_so(tmp_path: Path, content: str | None, words: str) -> None:
    if content is not None:
        (tmp_path / ".weibao").mkdir()
        (tmp_path / ".weibao" / "campaign.json").write_text(content, encoding="utf-8")
    with pytest.raises(CampaignError, match=words):
        Campaign.open(tmp_path)


def test_a_missing_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(CampaignError, match="找不到文件夹"):
        Campaign.open(tmp_path / "没有")
