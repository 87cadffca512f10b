"""Files that were sent: kept in memory, photos checked as Telegram checks them."""

from __future__ import annotations

import io
import re
from typing import Any

from PIL import Image, UnidentifiedImageError

from bot.sandbox.chats import StoredFile
from bot.sandbox.entities import Json
from bot.sandbox.errors import bad_request
from bot.sandbox.params import Params, Upload

MAX_PHOTO_BYTES = 10 * 1024 * 1024
MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
_MAX_SIDES = 10_000
_MAX_RATIO = 20
_MAX_FILES = 500


class Files:
    """Everything that was uploaded, by file id; the oldest are forgotten."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}
        self._count = 0

    def received(self, kind: str, name: str, reference: str, params: Params) -> StoredFile:
        """The file a request means: uploaded with it, or known by its file id."""
        upload = params.upload(name, reference)
        if upload:
            return self.keep(kind, upload)
        if not reference:
            raise bad_request(f"there is no {kind} in the request")
        if reference.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        known = self._files.get(reference)
        if known is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if known.kind != kind:
            raise bad_request(f"can't use file of type {known.kind.title()} as {kind.title()}")
        return known

    def get(self, file_id: str) -> StoredFile | None:
        return self._files.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        return next((file for file in self._files.values() if file.path == path), None)

    def keep(self, kind: str, upload: Upload) -> StoredFile:
        """A new file, checked as its kind demands."""
        if not upload.data:
            raise bad_request("file must be non-empty")
        width, height, mime_type = _photo(upload.data) if kind == "photo" else (0, 0, upload.content_type)
        self._count += 1
        name = re.sub(r"[^\w.\- ]", "_", upload.name.rpartition("/")[2]).strip(". ") or "file"
        file = StoredFile(f"{kind}-{self._count}", kind, name, mime_type, upload.data, width, height)
        self._files[file.file_id] = file
        while len(self._files) > _MAX_FILES:
            del self._files[next(iter(self._files))]
        return file


def media_json(file: StoredFile) -> Json:
    """The `photo` or `document` field of a message."""
    known: dict[str, Any] = {
        "file_id": file.file_id,
        "file_unique_id": f"u-{file.file_id}",
        "file_size": len(file.data),
    }
    if file.kind == "photo":
        return {"photo": [{**known, "width": file.width, "height": file.height}]}
    return {"document": {**known, "file_name": file.name, "mime_type": file.mime_type}}


def _photo(data: bytes) -> tuple[int, int, str]:
    if len(data) > MAX_PHOTO_BYTES:
        size = f"file of size {len(data)} bytes is too big for a photo"
        raise bad_request(f"{size}; the maximum size is {MAX_PHOTO_BYTES} bytes")
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as image:
            (width, height), mime_type = image.size, Image.MIME[image.format or "PNG"]
            image.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    if width + height > _MAX_SIDES or max(width, height) > _MAX_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height, mime_type
