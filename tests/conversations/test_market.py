"""Looking around in the made-up market: the same commands, called made up wherever that matters."""

import pytest

from tests.support.town import Persona


async def test_a_made_up_token_has_a_card_a_picture_and_a_strategy(alice: Persona) -> None:
    await alice.says("/price PEPE")
    await alice.sees("Pepe (demo)", "liquidity $7.2M", "holders unknown")
    await alice.taps("📈 Chart")
    await alice.sees_photo("PEPE · eth · 1h", "demo data")
    await alice.taps("🤖 Make a strategy")
    await alice.sees("not saved yet", "PEPE drops 5% in 1h")
    await alice.never_sees("TOKENS", "Which PEPE")


async def test_nothing_is_known_of_a_contract_that_does_not_exist(alice: Persona) -> None:
    await alice.says("/risk pepe")
    await alice.sees("Unknown.", "made up", "❔ Honeypot: unknown")


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("/search dog", "Found for dog"),
        ("/search qqqq", "finds nothing"),
        ("/trending solana", "Traded most on solana"),
        ("/price NOSUCH", "does not know NOSUCH"),
        ("/chart PEPE 2h", "cannot draw candles of 2h"),
        ("/chart PEPE 1d", "PEPE · eth · 1d"),
    ],
)
async def test_every_command_answers(alice: Persona, command: str, answer: str) -> None:
    await alice.says(command)
    await alice.sees(answer)


async def test_a_question_for_a_token_ends_with_its_answer(alice: Persona) -> None:
    await alice.says("/chart")
    await alice.sees("Which token?")
    await alice.says("BTC 4h")
    await alice.sees_photo("BTC", "4h")
    await alice.says("buy PEPE when it drops 5% in an hour")
    await alice.sees("not saved yet")
