"""Runs the programs of the plan, round by round, and shows how far it is."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time


class BenchmarkFailed(Exception):
    pass


def command_of(program, step):
    filters = [f"--benchmark_filter={step.rows}"] if step.rows else []
    return [str(program), f"--benchmark_min_time={step.min_time}", "--benchmark_color=false", *filters]


def environment_of(step):
    known = {name: value for name, value in os.environ.items() if name != "VITRINE_AEAD"}
    return {**known, "VITRINE_AEAD": step.kernel} if step.kernel else known


def rows_of(program, step):
    """The names of the rows that this step runs."""
    listed = subprocess.run([*command_of(program, step), "--benchmark_list_tests"], env=environment_of(step),
                            check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return listed.stdout.splitlines() if listed.returncode == 0 else []


class Progress:
    """How far it is and how long it will take, on stderr: one line that is written over, or a line a step."""

    def __init__(self, steps):
        self.expected = {step: step.seconds * len(rows) * step.rounds for step, rows in steps}
        self.spent = dict.fromkeys(self.expected, 0.0)
        self.is_terminal = sys.stderr.isatty()

    def show(self, step, text, step_spent):
        left = sum(max(0.0, self.expected[other] - self.spent[other]) for other in self.expected) - step_spent
        minutes, seconds = divmod(max(1, round(left)), 60)
        done = 1 - max(0.0, left) / max(1.0, sum(self.expected.values()))
        line = f"{100 * done:3.0f} %  {minutes}:{seconds:02} left  {text}"
        if self.is_terminal:
            print(f"\r\033[K{line[:100]}", end="", file=sys.stderr, flush=True)
        elif step_spent == 0:
            print(line, file=sys.stderr, flush=True)

    def finished(self, step, round_number, seconds):
        self.spent[step] += seconds
        self.expected[step] = self.spent[step] / round_number * step.rounds

    def close(self):
        if self.is_terminal:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def run_once(program, step, rows, told):
    """Runs the step's program; calls `told` with each row that is done. The JSON it writes."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out.json"
        errors = pathlib.Path(folder) / "errors.txt"
        with open(errors, "w", encoding="utf-8") as errors_file:
            with subprocess.Popen([*command_of(program, step), f"--benchmark_out={out}"], env=environment_of(step),
                                  stdout=subprocess.PIPE, stderr=errors_file, text=True) as process:
                for line in process.stdout:
                    if any(line.startswith(row) for row in rows):
                        told(line.split("/")[0])
        if process.returncode != 0:
            said = errors.read_text(encoding="utf-8").strip().splitlines()[-1:]
            raise BenchmarkFailed(f"{program} ended with {process.returncode}: {' '.join(said)}")
        answer = json.loads(out.read_text(encoding="utf-8"))
    for measured in answer["benchmarks"]:
        if measured.get("error_occurred"):
            raise BenchmarkFailed(f"{program}: {measured['name']}: {measured['error_message']}")
    return answer


def is_another_kernel(program, step, rows, default):
    """Whether VITRINE_AEAD chose something else than what runs without it."""
    one = [row for row in rows if "/vitrine" in row][:1]
    if not one:
        return False
    single = type(step)(step.program, 1, 0.001, 0, "^" + one[0].split("/")[0].replace("+", r"\+") + "/vitrine",
                        step.kernel)
    try:
        return run_once(program, single, [], lambda row: None)["context"].get("aes_gcm") != default
    except BenchmarkFailed:
        return False


def default_kernel(build):
    from .plan import Step
    program = build / "records_bench"
    if not program.exists():
        raise BenchmarkFailed(f"{program} is not there: build it with VITRINE_BENCH=ON")
    step = Step("records_bench", 1, 0.001, 0, "^seal, AES-128, 64 B/vitrine")
    return run_once(program, step, [], lambda row: None)["context"].get("aes_gcm")


def possible(build, steps):
    """The steps that can be run here, each with its rows."""
    default = default_kernel(build)
    for step in steps:
        program = build / step.program
        if not program.exists():
            print(f"bench: {program} is not there: its rows are left out", file=sys.stderr)
            continue
        rows = rows_of(program, step)
        if rows and (not step.kernel or is_another_kernel(program, step, rows, default)):
            yield step, rows


def run(build, steps, results):
    todo = list(possible(build, steps))
    progress = Progress(todo)
    for number in range(1, 1 + max(step.rounds for step, _ in todo)):
        for step, rows in todo:
            if number > step.rounds:
                continue
            what = f"round {number} of {step.rounds}, {step.program}{' ' + step.kernel if step.kernel else ''}"
            begun = time.monotonic()
            progress.show(step, what, 0)
            answer = run_once(build / step.program, step, rows, lambda row: progress.show(
                step, f"{what}: {row}", time.monotonic() - begun))
            progress.finished(step, number, time.monotonic() - begun)
            results.add(step.program, step.kernel, answer)
    progress.close()
    results.machine["Rounds"] = ", ".join(f"{rounds} of {name}" for name, rounds in rounds_of(todo).items())


def rounds_of(todo):
    most = {}
    for step, _ in todo:
        most[step.program] = max(step.rounds, most.get(step.program, 0))
    return most
