"""Sizes from one photo of a part on a measuring sheet, each with its uncertainty. Pure.

images, sheets, corners, camera, pose   photo bytes to geometry
lines, saddles                          edges crossing in corners of markers; where cells of checkers meet
containers, exif, copies, lens          which files are opened, what they say, copies and scans told
sheet_code, tags, rectified, pockets    which print, which unit, which pocket a photo shows
sheet_checks, check_bars, screens       the very sheet, of this revision, on paper
print_lengths                           bars that read as those of a print do
calibrating, choosing                   a camera profile from photos, and the one that fits a photo
outline, placing                        nominal outline and where the part lies
elements, edges                         where features look; light across their edges
steps, rivals, competing, inset, refining  two blurred steps: every place, the right one, the exact one
locating, fitting                       all of that for a photo; lines and circles through it
wall_height                             how high the top edge stands, by the walls that show
straying, usable                        looked for again where they were found; enough for a size or not
alignment                               which way it lies: any turn, turned over
features/                               kinds of sizes, one file each
budget, deciding                        rows of uncertainty; how kinds meet their limits
advice, contradictions                  what a photo will know, before one is taken; limits of another size
gates, sharpness, presence, refusal     when a photo is refused: blur, what else lies in the window, advice
over_line                               a part that lies over its pocket's line
task, measure, inputs, record           what is asked, the numbered procedure, what goes on record
overlay, overlay_panel, ink             the picture that shows why
expansion, adjusting                    20 degC and learned bias: what is known beyond the photo
arrays, normal, threads                 names of arrays; a fast normal distribution; one core a photo
"""
