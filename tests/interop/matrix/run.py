"""Plays the cells, some at a time, and says how each went."""

import concurrent.futures
import dataclasses
import threading
import time

from . import peers, stage, vitrine

OK, FAILED, CANNOT = "ok", "failed", "cannot"


@dataclasses.dataclass(frozen=True)
class Result:
    cell: object
    verdict: str
    detail: str = ""  # what is wrong, or why it cannot be
    commands: tuple = ()  # of both ends, in the order of their start
    told: tuple = ()  # what each end said
    seconds: float = 0


def cannot(cell):
    return peers.cannot(cell) or vitrine.cannot(cell)


def play(cell, identities):
    reason = cannot(cell)
    if reason:
        return Result(cell, CANNOT, reason)
    begin, detail = time.monotonic(), ""
    with stage.Stage(cell, identities) as played:
        try:
            peers.ALL[cell.peer].play(played)
        except Exception as error:  # whatever goes wrong is this cell's, and the others go on
            detail = "\n".join([*played.wrong, f"{type(error).__name__}: {error}"] if not
                               isinstance(error, stage.CellFailed) else [str(error)])
            detail += "".join(f"\n$ {process.arguments[0]} …\n{process.told()}" for process in played.processes)
    return Result(cell, FAILED if detail else OK, detail, tuple(played.commands), tuple(played.told),
                  time.monotonic() - begin)


def play_all(cells, identities, jobs, on_result):
    """Calls on_result for each cell as it ends. Cells of one browser are one job: they would wait for each other."""
    alone = [cell for cell in cells if cell.peer == "chromium"]
    batches = ([alone] if alone else []) + [[cell] for cell in cells if cell.peer != "chromium"]
    results, stopped = [], threading.Event()

    def play_batch(batch):
        for cell in batch:
            if stopped.is_set():
                return
            result = play(cell, identities)
            results.append(result)
            on_result(result)

    executor = concurrent.futures.ThreadPoolExecutor(jobs)
    try:
        for future in concurrent.futures.as_completed([executor.submit(play_batch, batch) for batch in batches]):
            future.result()
    except BaseException:  # told to end: what runs must end first, so that the threads do
        stopped.set()
        executor.shutdown(wait=False, cancel_futures=True)
        for played in list(stage.live):
            played.kill()
        raise
    finally:
        executor.shutdown()
        peers.chromium.shared.close()
    order = {cell: at for at, cell in enumerate(cells)}
    return sorted(results, key=lambda result: order[result.cell])
