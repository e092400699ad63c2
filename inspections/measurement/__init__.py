"""Sizes from one photo of a part on a measuring sheet, each with its uncertainty. Pure.

images, sheets, corners, camera, pose   photo bytes to geometry
outline, placing                        nominal outline and where the part lies
elements, edges                         where features look; light across their edges
steps, choosing, inset, refining        two blurred steps: every place, the right one, the exact one
locating, fitting                       all of that for a photo; lines and circles through it
features/                               kinds of sizes, one file each
budget                                  rows of uncertainty;  gates  when a photo is refused
task, measure, record                   what is asked, the numbered procedure, its stored form
overlay                                 the picture that shows why
"""
