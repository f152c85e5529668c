"""What stands between a phone and the server: nginx as it is documented, or a line that counts its bytes."""

from __future__ import annotations

import contextlib
import re
import select
import shutil
import socket
import subprocess
import threading
from pathlib import Path
from typing import Self

from tests.browsing import HOST
from tests.server import free_port, until

SITE = Path(__file__).parents[2] / "docs" / "nginx.conf"

AROUND = """
daemon off;
pid {folder}/nginx.pid;
worker_processes 1;
error_log {folder}/error.log info;
events {{ worker_connections 200; }}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


class Nginx:
    """nginx with docs/nginx.conf, of which only the name, the ports and the certificate are others."""

    def __init__(self, folder: Path, behind: int) -> None:
        self.folder, self.behind = folder, behind
        self.port, self.plain_port = free_port(), free_port()
        self.url, self.by_number = f"https://{HOST}:{self.port}", f"https://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self.folder.mkdir()
        self._certificate()
        (self.folder / "site.conf").write_text(self._site())
        (self.folder / "nginx.conf").write_text(AROUND.format(folder=self.folder))
        nginx = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")
        assert nginx, "nginx is not installed"
        self.process = subprocess.Popen(
            [nginx, "-c", self.folder / "nginx.conf", "-e", self.folder / "start.log", "-p", self.folder]
        )
        until(self._listens)
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(30)

    def logs(self) -> str:
        """Everything that nginx wrote to any log."""
        return "".join(file.read_text() for file in self.folder.glob("*.log"))

    def _site(self) -> str:
        site = SITE.read_text().replace("poll.example.org", HOST).replace("127.0.0.1:5050", f"127.0.0.1:{self.behind}")
        site = re.sub(r"^\s*listen \[::\].*\n", "", site, flags=re.MULTILINE)
        site = site.replace("listen 80;", f"listen 127.0.0.1:{self.plain_port};")
        site = site.replace("listen 443 ", f"listen 127.0.0.1:{self.port} ")
        return re.sub(r"/etc/letsencrypt/live/[^/]+", str(self.folder), site)

    def _certificate(self) -> None:
        key, chain = self.folder / "privkey.pem", self.folder / "fullchain.pem"
        made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
        named = ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
        subprocess.run(["openssl", *made, *named, "-keyout", key, "-out", chain], check=True, capture_output=True)

    def _listens(self) -> bool:
        assert self.process.poll() is None, self.logs()
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            return True
        return False


class Meter:
    """A line to a server on this machine that counts what goes over it, both ways."""

    def __init__(self, behind: int) -> None:
        self.down = self.up = self.connections = 0
        self._behind = behind
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=50)
        self.port = self._listener.getsockname()[1]
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(30)

    def _start(self, target: object, *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)  # type: ignore[arg-type]  # a method
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                phone, _ = self._listener.accept()
                self.connections += 1
                self._start(self._carry, phone)

    def _carry(self, phone: socket.socket) -> None:
        with phone, socket.create_connection(("127.0.0.1", self._behind)) as server, contextlib.suppress(OSError):
            while True:
                for side in select.select([phone, server], [], [])[0]:
                    if not (some := side.recv(65_536)):
                        return
                    if side is phone:
                        self.up += len(some)
                        server.sendall(some)
                    else:
                        self.down += len(some)
                        phone.sendall(some)
