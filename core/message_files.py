"""The broker of one machine: messages as files, each of them whole before a worker can see it (docs/adr/0015)."""

import logging
import uuid
from pathlib import Path
from queue import Empty
from time import monotonic
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps

logger = logging.getLogger(__name__)


class FileChannel(filesystem.Channel):
    """Writes a message aside and renames it; a file that is no message is dropped, and the worker goes on."""

    def _put(self, *args: Any, **kwargs: Any) -> None:
        queue, message = args
        folder = Path(self.data_folder_out)
        name = f"{uuid.uuid4()}.{queue}.msg"
        aside = folder / f"{name}.part"
        aside.write_text(dumps(message))
        # The order in which messages are taken is the order of their names.
        aside.replace(folder / f"{round(monotonic() * 1000)}_{name}")

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        try:
            return super()._get(queue)
        except ValueError:
            logger.warning("A message was not whole. What it was about waits for the next tick.")
            raise Empty from None


class Transport(filesystem.Transport):
    """Kombu's transport for a folder, with our channel."""

    Channel = FileChannel
