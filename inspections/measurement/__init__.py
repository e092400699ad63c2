"""Sizes from one photo of a part on a measuring sheet, each with its uncertainty. Pure.

images, sheets, corners, camera, pose   photo bytes to geometry
outline, placing                        nominal outline and where the part lies
elements, edges, inset, fitting         edges in linear light, lines and circles through them
features/                               kinds of sizes, one file each
budget                                  rows of uncertainty;  gates  when a photo is refused
task, measure, record                   what is asked, the numbered procedure, its stored form
overlay                                 the picture that shows why
expansion, adjusting                    20 degC and learned bias: what is known beyond the photo
"""
