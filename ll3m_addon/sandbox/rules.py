# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules by their ids: why something is refused or ignored, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["RULES", "Rule"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Why something is refused, and what a model should write instead."""

    reason: str
    advice: str


RULES: dict[str, Rule] = {
    "syntax": Rule("The script is not valid Python.", "Correct the syntax error."),
    "size": Rule("The script is too large.", "Write a shorter script: loops instead of lists."),
    "depth": Rule("The script is nested too deeply.", "Split deep expressions into steps."),
    "syntax.denied": Rule(
        "A modelling script has no use for this construct.", "Use plain functions and loops."
    ),
    "import.module": Rule(
        "The module can reach files, programs, the network or the interpreter.",
        "Import only bpy, bmesh, mathutils, math, random, numpy and pure standard modules.",
    ),
    "import.name": Rule(
        "The module does not offer this name to scripts.", "Use another function of the module."
    ),
    "import.relative": Rule("A script is one file.", "Put everything into this script."),
    "builtin.denied": Rule(
        "The built-in reaches files, code or the interpreter.",
        "Do without: build geometry with bpy, bmesh and plain Python.",
    ),
    "name.dunder": Rule(
        "Names with two leading underscores open the interpreter.", "Use an ordinary name."
    ),
    "attribute.dunder": Rule(
        "Attributes with two leading underscores open the interpreter.",
        "Use ordinary attributes and methods.",
    ),
    "attribute.denied": Rule(
        "The attribute reaches files, callbacks, memory or the interpreter.",
        "Make the model from geometry, materials and nodes only.",
    ),
    "attribute.string": Rule(
        "The attribute's name in the text is one that scripts may not use.",
        "Write the attribute directly, with an ordinary name.",
    ),
    "bpy.path": Rule(
        "This part of bpy changes Blender itself, its files or its interface.",
        "Use bpy.data, bpy.context.scene and modelling operators.",
    ),
    "bpy.operator": Rule(
        "The operator reads, writes, runs or configures something outside the model.",
        "Leave it out: LL3M saves, exports and renders the result itself.",
    ),
    "operator.ignored": Rule(
        "The operator has no effect in a jailed run.",
        "Leave it out: LL3M saves, exports and renders the result itself.",
    ),
    "path.ignored": Rule(
        "A script has no files: paths are not set.", "Leave it out; LL3M decides where files go."
    ),
    "import.ignored": Rule(
        "The module is empty for scripts; what reaches files or programs is refused.",
        "Leave it out.",
    ),
    "interface.ignored": Rule(
        "Blender's windows and preferences are the user's: changes there do nothing.",
        "Leave it out.",
    ),
    "file.ignored": Rule(
        "A script has no files: what it writes goes nowhere, what it reads is not there.",
        "Make textures from nodes and geometry from numbers.",
    ),
    "class.ignored": Rule(
        "Operators, panels, properties and handlers are never registered with Blender.",
        "Call your functions directly at the end of the script.",
    ),
    "module.set": Rule(
        "A module's names and Blender's classes belong to everyone.",
        "Set attributes of your own objects and of what you made.",
    ),
    "callback.denied": Rule(
        "Property callbacks run later, outside the guard.", "Set values directly."
    ),
    "class.dunder": Rule(
        "The special method is not one that scripts may define.", "Use an ordinary method."
    ),
    "driver.expression": Rule(
        "Driver expressions are code that runs later.",
        "Use a driver of type SUM, AVERAGE, MIN or MAX, or keyframes.",
    ),
    "resource": Rule(
        "A single call would take all time or memory there is.", "Use smaller numbers."
    ),
    "node.type": Rule(
        "The node or modifier reads or writes files or runs code.", "Use procedural ones."
    ),
}  # fmt: skip
