"""The place where feeds are published for all machines: a shared folder or any object store that
fsspec knows (`s3://bucket/feeds`).

A run is made in the machine's own folder, as ever; that folder is a copy, and the target's pointer
is what counts. There is no rename on a target, so the order is

    NAME/runs/RUN/...  the files of the run under their last names, never written over, each
                       read back
    NAME/history/...   the block of the run, and what else of the history is not there yet
    NAME/latest.json   replaced if it is still the one that the run began from: from here on
                       consumers see the run
    NAME.jsonl         the same postings under a fixed name

A kill before the second step leaves the last good run as it was; the next run on this machine
repeats what is missing, one on another machine begins from what consumers see. Where the store has
conditional writes (S3), two machines cannot both take the second step; elsewhere the pointer is
read right before it is written, and the lease keeps others away.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import fsspec

from crawlers.feed.format import disk
from crawlers.feed.format.check import Unsound
from crawlers.feed.format.folder import RUN_ID, Folder
from crawlers.feed.format.lock import Busy, Lock
from crawlers.feed.format.manifest import FileFacts, Manifest
from crawlers.feed.publish import publish
from crawlers.feed.publish.publish import KEPT_RUNS, pointer_of, read_back
from crawlers.output.secrets import without_secrets

_CHUNK = 8 << 20
_AT_ONCE = 16


class TargetError(OSError):
    """The target cannot be reached or written to, or another machine published first; the message
    says which."""

    advice = "Look at the setting JOBWIRE_TARGET and at what it names, then run it again."


class Target:
    """A place for feeds. url: as fsspec reads it, without its secrets once it is open; keys
    and endpoints come from the environment of its driver. Every method raises
    TargetError or Unsound."""

    def __init__(self, url: str) -> None:
        self.url = without_secrets(url.rstrip("/"))
        with _target_errors(self.url):
            self._fs, self._root = fsspec.core.url_to_fs(url.rstrip("/"), use_listings_cache=False)
        self._begun_from: dict[str, str | None] = {}
        self._is_s3 = "s3" in _protocols(self._fs)
        self._is_disk = "file" in _protocols(self._fs)

    # --- Both ways

    def synchronise(self, folder: Folder) -> None:
        """Before a run: bring the folder to the run that consumers see, or publish the run that a
        kill kept from them. The caller holds the folder's lock."""
        theirs, ours = self.latest_id(folder.name), folder.latest_id()
        self._begun_from[folder.name] = theirs
        if theirs == ours:
            return
        if ours and (theirs is None or folder.manifest(ours).previous == theirs):
            self.push(folder)
        else:
            self._replace_with(folder, theirs or "")

    def fetch(self, folders: Iterable[Folder]) -> None:
        """Bring folders to what consumers see; leave one as it is while a run is at work on it."""

        def fetch(folder: Folder) -> None:
            if self.latest_id(folder.name) != folder.latest_id():
                folder.make()
                with suppress(Busy), Lock(folder.work / "lock", "fetch"):
                    self.synchronise(folder)

        with ThreadPoolExecutor(_AT_ONCE) as threads:
            for _ in threads.map(fetch, folders):
                pass

    def push(self, folder: Folder) -> None:
        """Publish the folder's last good run, if consumers still see the run that `synchronise`
        found."""
        run_id = folder.latest_id()
        assert run_id
        with _target_errors(self.url):
            tag, theirs = self._pointer(folder.name)
            if theirs == run_id:
                return
            if theirs != self._begun_from.get(folder.name):
                raise TargetError(f"{folder.name} at {self.url}: another machine published first")
            manifest = folder.manifest(run_id)
            before = self._manifest(folder.name, theirs) if theirs else None
            for name, facts in sorted(manifest.files.items()):
                if before and before.files.get(name) == facts:
                    self._copy(
                        f"{folder.name}/runs/{theirs}/{name}",
                        f"{folder.name}/runs/{run_id}/{name}",
                        facts,
                    )
                else:
                    self._put(
                        folder.run(run_id) / name, f"{folder.name}/runs/{run_id}/{name}", facts
                    )
            self._put_history(folder)
            text = manifest.text()
            self._put_text(f"{folder.name}/runs/{run_id}/manifest.json", text)
            self._point(folder.name, pointer_of(manifest), tag, theirs)
            self._begun_from[folder.name] = run_id
        with suppress(OSError):  # the run is published; the next one repeats this
            self._expose(folder, manifest)
            self._prune(folder.name)
            self._finish_history(folder)

    def latest_id(self, name: str) -> str | None:
        """Return the run of a feed that consumers see; None before the first."""
        with _target_errors(self.url):
            return self._pointer(name)[1]

    def _replace_with(self, folder: Folder, run_id: str) -> None:
        """Replace what the folder has by what consumers see: the run, and the manifests of those
        before it."""
        with _target_errors(self.url):
            manifest = self._manifest(folder.name, run_id)
            path = folder.runs / f".{run_id}.tmp"
            disk.remove(path)
            path.mkdir()
            for name in manifest.files:
                self._fs.get_file(
                    self._path(f"{folder.name}/runs/{run_id}/{name}"), str(path / name)
                )
                disk.sync_file(path / name)
            disk.write(path / "manifest.json", manifest.text())
            read_back(path, manifest)
            self._take_history(folder, run_id)
            known = self._runs(folder.name)
            stale = [each for each in folder.run_ids() if each not in known]
            for old in stale:
                disk.remove(folder.run(old))
            for each in known:
                if each < run_id and not folder.run(each).exists():
                    self._take_manifest(folder, each)
        disk.remove(folder.run(run_id))
        disk.rename(path, folder.run(run_id))
        disk.replace(folder.latest, pointer_of(manifest))
        publish.expose(folder)

    def _take_manifest(self, folder: Folder, run_id: str) -> None:
        """Copy the manifest of an earlier run: the gate compares with it."""
        with suppress(FileNotFoundError, ValueError):
            text = self._manifest(folder.name, run_id).text()
            folder.run(run_id).mkdir()
            disk.write(folder.run(run_id) / "manifest.json", text)

    # --- The history

    def _put_history(self, folder: Folder) -> None:
        """Write the files of the history that are not there yet; none is ever changed."""
        there = self._history(folder.name)
        for path in sorted((folder.path / "history").rglob("*.jsonl*")):
            name = str(path.relative_to(folder.path))
            year = Path(name).parts[1]
            size = path.stat().st_size  # a kill may have left a part of it
            is_there = there.get(name) == size or f"history/{year}.jsonl.gz" in there
            if not is_there and not path.name.startswith("."):
                facts = FileFacts(size, disk.digest(path), 0)
                self._put(path, f"{folder.name}/{name}", facts)

    def _finish_history(self, folder: Folder) -> None:
        """Write stats.json, and remove the blocks of the years that are one file."""
        stats = folder.path / "stats.json"
        if stats.exists():
            self._replace(self._path(f"{folder.name}/stats.json"), stats.read_bytes())
        there = self._history(folder.name)
        for year in {Path(name).parts[1] for name in there if name.count("/") == 2}:
            if f"history/{year}.jsonl.gz" in there:
                self._fs.rm(self._path(f"{folder.name}/history/{year}"), recursive=True)

    def _take_history(self, folder: Folder, run_id: str) -> None:
        """Copy what of the history is not in the folder yet, and the block of the current run."""
        for name in self._history(folder.name):
            path = folder.path / name
            if not path.exists() or path.stem == run_id:
                disk.make_folder(path.parent)
                temporary = path.with_name(f".{path.name}.tmp")
                self._fs.get_file(self._path(f"{folder.name}/{name}"), str(temporary))
                disk.sync_file(temporary)
                disk.rename(temporary, path)

    def _history(self, name: str) -> dict[str, int]:
        """Return the files of a feed's history, like `history/2031/RUN.jsonl`, and their sizes."""
        try:
            found = self._fs.find(self._path(f"{name}/history"), detail=True)
        except FileNotFoundError:
            return {}
        begin = f"/{name}/"
        sizes = {path[path.rindex(begin) + len(begin) :]: it["size"] for path, it in found.items()}
        return {path: size for path, size in sizes.items() if path.endswith((".jsonl", ".gz"))}

    # --- Objects

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def _manifest(self, name: str, run_id: str) -> Manifest:
        return Manifest.read(self._fs.cat_file(self._path(f"{name}/runs/{run_id}/manifest.json")))

    def _runs(self, name: str) -> list[str]:
        """Return the runs that are there, oldest first, whether a pointer ever named them or
        not."""
        found = self._fs.ls(self._path(f"{name}/runs"), detail=False)
        return sorted(
            base for each in found if RUN_ID.match(base := each.rstrip("/").rpartition("/")[2])
        )

    def _put(self, source: Path, name: str, facts: FileFacts) -> None:
        """Write a file under its last name and read it back. A file that is there already must be
        the same."""
        path = self._path(name)
        if self._digest(path) == facts.sha256:
            return
        self._make_room(path)
        self._fs.put_file(str(source), path)
        if self._digest(path) != facts.sha256:
            raise Unsound(f"{name} at {self.url} is not what was written")

    def _put_text(self, name: str, text: bytes) -> None:
        self._make_room(self._path(name))
        self._fs.pipe_file(self._path(name), text)
        if self._fs.cat_file(self._path(name)) != text:
            raise Unsound(f"{name} at {self.url} is not what was written")

    def _copy(self, source: str, name: str, facts: FileFacts) -> None:
        """Copy a file that has not changed, without reading it to this machine."""
        self._make_room(self._path(name))
        self._fs.cp_file(self._path(source), self._path(name))
        if self._fs.info(self._path(name))["size"] != facts.bytes:
            raise Unsound(f"{name} at {self.url} is not what was copied")

    def _make_room(self, path: str) -> None:
        """Make the folder of a file; object stores have no folders."""
        if self._is_disk:
            disk.make_folder(Path(path).parent)

    def _digest(self, path: str) -> str:
        """Return the sha256 of an object, hexadecimal; "" where there is none."""
        found = hashlib.sha256()
        try:
            with self._fs.open(path, "rb", block_size=_CHUNK) as file:
                while chunk := file.read(_CHUNK):
                    found.update(chunk)
        except FileNotFoundError:
            return ""
        return found.hexdigest()

    # --- The pointer

    def _pointer(self, name: str) -> tuple[str, str | None]:
        """Return what identifies this state of the pointer (on S3 its ETag), and the run that it
        names."""
        path = self._path(f"{name}/latest.json")
        try:
            tag = str(self._fs.info(path).get("ETag", "")) if self._is_s3 else ""
            text = self._fs.cat_file(path)
        except FileNotFoundError:
            return "", None
        try:
            run_id = str(json.loads(text)["run_id"])
        except (KeyError, TypeError, ValueError):
            run_id = ""
        if not RUN_ID.match(run_id):
            raise Unsound(f"{self.url}/{name}/latest.json is damaged")
        return tag, run_id

    def _point(self, name: str, text: bytes, tag: str, theirs: str | None) -> None:
        """Move the pointer, if it is still as it was. Raise TargetError where it is not."""
        path = self._path(f"{name}/latest.json")
        if self._is_s3:
            condition = {"IfMatch": tag} if tag else {"IfNoneMatch": "*"}
            try:
                self._fs.pipe_file(path, text, **condition)
            except OSError as error:
                if self._fs.cat_file(path) != text:  # else it was ours, and its answer was lost
                    raise TargetError(
                        f"{name} at {self.url}: another machine published first ({error})"
                    ) from None
            return
        if self._pointer(name)[1] != theirs:
            raise TargetError(f"{name} at {self.url}: another machine published first")
        self._replace(path, text)

    def _replace(self, path: str, text: bytes) -> None:
        """Put new contents under a name that may have readers."""
        if self._is_disk:
            disk.replace(Path(path), text)
        else:
            self._fs.pipe_file(path, text)

    # --- Afterwards

    def _expose(self, folder: Folder, manifest: Manifest) -> None:
        """Put the current postings under the fixed name."""
        fixed, current = (
            self._path(f"{folder.name}.jsonl"),
            folder.run(manifest.run_id) / "postings.jsonl",
        )
        if self._is_disk:
            disk.expose(
                Path(self._path(f"{folder.name}/runs/{manifest.run_id}/postings.jsonl")),
                Path(fixed),
            )
        else:
            self._fs.put_file(str(current), fixed)

    def _prune(self, name: str) -> None:
        """Remove the oldest runs, each beginning with its manifest."""
        for run_id in self._runs(name)[:-KEPT_RUNS]:
            path = self._path(f"{name}/runs/{run_id}")
            with suppress(FileNotFoundError):
                self._fs.rm_file(f"{path}/manifest.json")
            self._fs.rm(path, recursive=True)


def _protocols(fs: Any) -> tuple[str, ...]:
    return (fs.protocol,) if isinstance(fs.protocol, str) else tuple(fs.protocol)


@contextmanager
def _target_errors(url: str) -> Iterator[None]:
    """Raise the errors of every driver as TargetError."""
    try:
        yield
    except (TargetError, Unsound):
        raise
    except Exception as error:
        words = without_secrets(f"{error or type(error).__name__}", url)
        raise TargetError(f"{url}: {words}") from None
