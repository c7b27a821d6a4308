"""The product's settings, with this folder as one more app: its tables belong to the baselines."""

from config.settings import *  # noqa: F403  # everything as the product has it
from config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks"]
