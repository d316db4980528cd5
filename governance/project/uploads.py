"""What a request may send as files: no more than an import reads, counted while it comes in."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from content.importers.decoding import MAX_BYTES


class BoundedUploadHandler(FileUploadHandler):
    """Ends an upload that grows beyond what an import reads, before it fills a disk."""

    def __init__(self, request: Any = None):
        super().__init__(request)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > MAX_BYTES:
            raise StopUpload(connection_reset=True)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leaves the file to the handlers after this one."""
        return
