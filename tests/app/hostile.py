"""A scenario whose author means no good: markup, scripts, formulas and signs in every name."""

from __future__ import annotations

from pathlib import Path

from sim.model.scenario_file.files import SHIPPED

MARK = "hacked"
BAD = (
    f"<img src=x onerror=window.{MARK}=1><script>window.{MARK}=1</script>"
    f"![p](http://evil.example/p.png)[l](javascript:window.{MARK}=1) $x^2$ :red[r] :smile: "
    ":material/home: **b** `c` # h =1+1|cmd ../../etc"
)
"""What must be shown as it is written."""
SHORT = f"<img src=x onerror=window.{MARK}=1>:red[r] $x^2$ **b** ![p](http:evil.example)"
"""The same where a name has few letters."""
FILE = ":red[x] <b>h<b> $x^2$ ![p](http:)"
"""The name of the file."""


def written(folder: Path, name: str = FILE) -> Path:
    """The small scenario of two desks with such names."""
    text = (SHIPPED / "two-desks.yaml").read_text("utf-8")
    quoted = "'" + BAD + "'"
    text = text.replace("name: Two desks and a generalist", f"name: {quoted}")
    text = text.replace("name: generalist", f"name: '{SHORT}'")
    text = text.replace("  branch:\n", f"  branch:\n    name: {quoted}\n")
    text = text.replace("land:          {counter", f"land:          {{name: {quoted}, counter")
    assert text.count(quoted) == 3
    path = folder / f"{name}.yaml"
    path.write_text(text, "utf-8")
    return path
