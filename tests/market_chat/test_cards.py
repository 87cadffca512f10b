"""Looking around in the market: prices, pictures, dangers, what is traded most, and ways onwards from each."""

import io

import pytest
from PIL import Image

from bot.sandbox.entities import Json
from tests.market_chat.conftest import COPY, PEPE, TRAP, TRUMP
from tests.support.ave_server import AveServer, Fault
from tests.support.town import Persona


def labels(message: Json) -> list[str]:
    return [button["text"] for row in message["keyboard"] for button in row]


async def test_the_card_of_a_token_names_its_namesakes(alice: Persona) -> None:
    await alice.says("/price PEPE")
    card = await alice.sees("Pepe", "PEPE", "eth", PEPE, "liquidity $53.3M", "holders 439,406", "2 other tokens")
    assert any("bsc" in label and "0x25d8" in label for label in labels(card))
    await alice.taps(next(label for label in labels(card) if "0x25d8" in label))
    await alice.sees("Pepe of bsc", COPY)


async def test_a_chain_may_be_named(alice: Persona) -> None:
    await alice.says("/price pepe on BSC")
    await alice.sees("Pepe of bsc", COPY)


async def test_a_token_is_asked_for_where_none_was_named(alice: Persona) -> None:
    await alice.says("/price")
    await alice.sees("Which token?")
    await alice.says("TRUMP")
    await alice.sees("OFFICIAL TRUMP", TRUMP)


async def test_an_address_alone_shows_its_card(alice: Persona) -> None:
    await alice.says(COPY)
    await alice.sees("Pepe of bsc", COPY)


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("/price NOSUCHTOKEN", "does not know NOSUCHTOKEN"),
        ("/price 0x6982508145454Ce325dDbE47a25d4ec3d23119", "is no address"),
        ("/risk 0x6982508145454ce325dDbE47a25d4ec3d2311933", "capitals"),
        ("/chart PEPE 7h", "cannot draw candles of 7h"),
        ("/chart", "Which token?"),
        ("/search zzzznotoken", "finds nothing for zzzznotoken"),
        ("/search", "Which token?"),
        ("/trending", "On which chain?"),
        ("/trending moon", "do not know a chain called moon"),
        ("/price <b>&", "does not know <b>&"),
    ],
)
async def test_whatever_cannot_be_done_is_answered(alice: Persona, command: str, answer: str) -> None:
    await alice.says(command)
    await alice.sees(answer)


async def test_a_honeypot_is_called_dangerous(alice: Persona) -> None:
    await alice.says("/risk TRAP")
    card = await alice.sees("Dangerous: do not trade it", TRAP, "🚫 Honeypot: yes", "🚫 Tax on selling: 99.0 %")
    assert "❔ Held by the top ten: unknown" in card["text"]
    assert "safe" not in card["text"].lower()
    assert "🤖 Make a strategy" not in labels(card)


async def test_a_token_without_a_report_is_unknown_never_safe(alice: Persona) -> None:
    await alice.says("/risk PEPE on bsc")
    await alice.sees("Unknown.", "not the same as safe", "no report on this contract", "❔ Honeypot: unknown")


async def test_a_report_that_cannot_be_had_is_unknown_too(alice: Persona, ave: AveServer) -> None:
    await alice.says("/price PEPE on base")
    await alice.sees("Pepe of base", "1h unknown · 24h unknown")
    ave.always = Fault(403, {"status": 0, "msg": "forbidden"})
    try:
        await alice.taps("🛡 Dangers")
        await alice.sees("Unknown.", "could not be had", "❔ Honeypot: unknown")
    finally:
        ave.always = None


async def test_a_chart_is_a_picture_with_other_lengths_to_choose(alice: Persona) -> None:
    await alice.says("/chart PEPE on bsc 15m")
    message = await alice.sees_photo("PEPE", "bsc · 15m", "AVE Cloud")
    with Image.open(io.BytesIO(await alice.download(message))) as picture:
        assert picture.size == (1600, 900)
    await alice.taps("📈 4h")
    await alice.sees_photo("bsc · 4h")


async def test_search_and_trending_lead_to_cards(alice: Persona) -> None:
    await alice.says("/search TRUMP")
    found = await alice.sees("Found for TRUMP")
    assert labels(found)[0].startswith("1. OFFICIAL TRUMP")
    assert any("⚠️" in label for label in labels(found))
    await alice.says("/trending")
    await alice.sees("On which chain?")
    await alice.taps("bsc")
    listed = await alice.sees("Traded most on bsc")
    await alice.taps(next(label for label in labels(listed) if "Pepe of bsc" in label))
    await alice.sees("Pepe of bsc", COPY)


async def test_a_card_becomes_a_strategy_whose_contract_is_known(alice: Persona) -> None:
    await alice.says("/price PEPE on bsc")
    await alice.sees("Pepe of bsc")
    await alice.taps("🤖 Make a strategy")
    await alice.sees("not saved yet", "PEPE drops 5% in 1h", f"PEPE: bsc {COPY}")
    assert await alice.taps("Save") == "Saved"


async def test_every_command_is_told_by_help(alice: Persona) -> None:
    await alice.says("/help")
    await alice.sees("/price – ", "/chart – ", "/risk – ", "/trending – ", "/search – ")
