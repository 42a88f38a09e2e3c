"""What 帮助 shows: the steps of a round by the names of the buttons, then the buttons, then the README."""

from __future__ import annotations

from weibao.hosts.actions import actions
from weibao.resources import readme

STEPS = (
    "一轮的四步：",
    "1. 下发：点“下发清单”，写这一轮的名称和报送期限，把“下发”里的工作簿发给各单位联络员；漏发的点“补发清单”。",
    "2. 收回：把各单位交回的工作簿放进“回收”里这一轮的文件夹，点“回收清单”；点“谁没报”看还差谁。",
    "3. 核定：在核定台账的“核定”里填核定得分、理由、核定人、日期，在“单位审核”里写意见，在“督办”里登记办结。",
    "4. 重算：点“全部重算”。结果看“总台账”，督办通知草稿在“文书”里，图在“图表”里。",
)


def guide() -> list[str]:
    """The whole guide as lines. Raises WeibaoError where the installation is incomplete."""
    lines = [*STEPS, "", "各个按钮："]
    lines += [f"【{action.group}】{action.label}：{action.screentip}。{action.supertip}" for action in actions()]
    return [*lines, "", "以下是完整的使用说明。", "", *readme().read_text(encoding="utf-8").splitlines()]
