"""A parent with busy workers, to be killed or interrupted: `python -m tests.door.worker_process [SECONDS]`."""

import asyncio
import os
import sys
import time
from contextlib import suppress

from core.workers import Workers


def at_work(seconds: float) -> int:
    print("at work", flush=True)  # noqa: T201 - the test listens
    time.sleep(seconds)
    return os.getpid()


async def main(seconds: float) -> None:
    workers = Workers()
    try:
        await asyncio.gather(*(workers.run(at_work, seconds) for _ in range(2)))
    finally:
        workers.close()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(main(float(sys.argv[1])))
