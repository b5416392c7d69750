"""Starts several processes of one of the two programs, and ends them on SIGTERM: processes.py bytewax|quix COUNT."""

import pathlib
import signal
import socket
import subprocess
import sys

HERE = pathlib.Path(__file__).parent


def bytewax(count):
    """A Bytewax cluster: each process is told where all of them are."""
    free = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    addresses = ";".join(f"127.0.0.1:{each.getsockname()[1]}" for each in free)
    for each in free:
        each.close()
    command = [sys.executable, "-m", "bytewax.run", HERE / "bytewax_dataflow.py"]
    return [[*command, "-i", str(process), "-a", addresses] for process in range(count)]


def quix(count):
    """Members of one consumer group."""
    return [[sys.executable, HERE / "quix_app.py"]] * count


def main():
    program, count = sys.argv[1:]
    commands = {"bytewax": bytewax, "quix": quix}[program](int(count))
    processes = [subprocess.Popen(command) for command in commands]

    def end(*_):
        for process in processes:
            process.terminate()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    failures = [code for code in (process.wait() for process in processes) if code not in (0, -signal.SIGTERM)]
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
