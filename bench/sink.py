"""A mail server that takes everything and keeps a count; it runs as a process of its own."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from bench.servers import free_port


class Sink:
    """Appends one line for each email: who gets it, and its Message-ID."""

    def __init__(self, path: Path, slow: float) -> None:
        self.file = path.open("a", buffering=1)
        self.slow = slow

    async def handle_DATA(  # noqa: N802 - the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        await asyncio.sleep(self.slow)
        head = (envelope.content or b"").split(b"\r\n\r\n", 1)[0].decode(errors="replace")
        mail_id = next(
            line[11:].strip()
            for line in head.splitlines()
            if line.lower().startswith("message-id:")
        )
        self.file.write(f"{envelope.rcpt_tos[0]} {mail_id}\n")
        return "250 taken"


async def serve(port: int, path: Path, slow: float) -> None:
    """Take emails until the process is ended."""
    loop = asyncio.get_running_loop()
    sink: Any = Sink(path, slow)
    server = await loop.create_server(lambda: SMTP(sink), "127.0.0.1", port)
    async with server:
        print("ready", flush=True)
        await server.serve_forever()


@contextmanager
def sink(*, slow: float = 0.0) -> Iterator[tuple[int, Path]]:
    """
    Run a sink; give its port and the file in which it keeps a line for each email.

    :param slow: the seconds that it takes for an email.
    """
    with TemporaryDirectory() as folder:
        port, path = free_port(), Path(folder) / "taken"
        path.touch()
        process = subprocess.Popen(
            [sys.executable, "-m", "bench.sink", str(port), str(path), str(slow)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        try:
            assert process.stdout
            process.stdout.readline()
            yield port, path
        finally:
            process.terminate()
            process.wait(10)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])))
