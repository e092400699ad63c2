"""Where the system keeps the Noto fonts, if it does, and one for Chinese, Japanese and Korean.

PDFs fall back to built-in Latin fonts.
"""

from pathlib import Path

FOLDERS = (
    Path("/usr/share/fonts/truetype/noto"),
    Path("/usr/share/fonts/noto"),
    Path("/usr/local/share/fonts/noto"),
    Path("/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)

# with outlines that a PDF made here can hold (those of Noto's own are not)
HAN = (
    Path("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf"),
    Path("/usr/share/fonts-droid-fallback/truetype/DroidSansFallback.ttf"),
    Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"),
    Path("/usr/share/fonts/truetype/nanum/NanumGothic.ttf"),
    Path("/Library/Fonts/Arial Unicode.ttf"),
    Path("C:/Windows/Fonts/simsun.ttc"),
)


def han_fonts() -> tuple[Path, ...]:
    """Fonts with Chinese, Japanese and Korean, best first; each may be absent."""
    return HAN


def noto_folder() -> Path | None:
    """The first folder that holds Noto Sans, or None."""
    for folder in FOLDERS:
        if (folder / "NotoSans-Regular.ttf").is_file():
            return folder
    return None
