"""``python -m tests.benchmarks``: each figure is a ratio against a bare alternative in the same run.

The workers of an import load this module again, so it is as small as the program's own.
"""

if __name__ == "__main__":
    from tests.benchmarks.suite import main

    main()
