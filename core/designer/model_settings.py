"""What the crew needs to know about the model it speaks to, and how much it may spend."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

ToolMode = Literal["forced", "auto", "text"]

GLOBAL_ADDRESS = "https://api.minimax.io/anthropic"


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """One model behind the Anthropic message format. Times are seconds; `data_dir` takes whatever CrewAI writes."""

    api_key: str = field(repr=False)
    data_dir: Path
    model: str = "MiniMax-M3"
    base_url: str = GLOBAL_ADDRESS
    tool_mode: ToolMode = "forced"
    max_tokens: int = 2_048
    temperature: float = 0.2
    call_timeout: float = 30
    calls_a_turn: int = 6
    turn_timeout: float = 45
    queue_timeout: float = 15
    crews_at_once: int = 4
    calls_a_day: int = 300
    """Per person; 0 means no limit."""
