"""How files that are sent are received: bounded while they arrive, and under no name of theirs."""

from __future__ import annotations

import tempfile
from typing import IO, Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from sources.reading.formats import MAX_BYTES

MAX_REQUEST = 100_000_000  # bytes of all files of one request together
_IN_MEMORY = 1_000_000


class BoundedUploadHandler(FileUploadHandler):
    """Keeps a file in memory or a nameless temporary file; one that is too large is dropped as it arrives.

    Such a file comes with its true `size` and without content, so that whoever asks for it can say so.
    """

    received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        self.kept = 0
        self.too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        self.kept += len(raw_data)
        if self.kept > MAX_BYTES or self.received > MAX_REQUEST:
            self.too_large = True
            self.file.seek(0)
            self.file.truncate()
        if not self.too_large:
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:  # type: ignore[type-arg]
        self.file.seek(0)
        return UploadedFile(
            file=cast("IO[Any]", self.file),
            name=self.file_name,
            content_type=self.content_type,
            size=max(file_size, MAX_BYTES + 1) if self.too_large else file_size,
            charset=self.charset,
        )

    def upload_interrupted(self) -> None:
        if hasattr(self, "file"):
            self.file.close()
