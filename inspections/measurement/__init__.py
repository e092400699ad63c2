"""Sizes from one photo of a part on a measuring sheet, each with its uncertainty. Pure.

images, sheets, corners, camera, pose   photo bytes to geometry
outline, placing                        nominal outline and where the part lies
elements, edges, inset, fitting         edges in linear light, lines and circles through them
alignment                               which way it lies: any turn, turned over
features/                               kinds of sizes, one file each
budget, deciding                        rows of uncertainty, limits;  gates  when a photo is refused
advice                                  what a photo will know, before one is taken
task, measure, record                   what is asked, the numbered procedure, its stored form
overlay, overlay_panel, ink             the picture that shows why
"""
