"""`python -m sim`: the same as the command motcua."""

from sim.cli import main

if __name__ == "__main__":
    main()
