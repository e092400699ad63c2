"""Where the system keeps the Noto fonts, if it does; PDFs fall back to built-in Latin fonts."""

from pathlib import Path

FOLDERS = (
    Path("/usr/share/fonts/truetype/noto"),
    Path("/usr/share/fonts/noto"),
    Path("/usr/local/share/fonts/noto"),
    Path("/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)


def noto_folder() -> Path | None:
    """The first folder that holds Noto Sans, or None."""
    for folder in FOLDERS:
        if (folder / "NotoSans-Regular.ttf").is_file():
            return folder
    return None
