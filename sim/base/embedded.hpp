// Files that are part of the program: the assembler reads them, the build passes their paths.
#pragma once

/// Declares `NAME_begin` and `NAME_end`, which bound the bytes of the file at `path` (a string literal); a 0 follows them. At
/// namespace scope, and once in the program for each name.
#define DRAY_EMBED(name, path)                                                                                         \
    asm(".section .rodata\n" #name "_begin:\n.incbin \"" path "\"\n" #name "_end:\n.byte 0\n.previous\n.global " #name \
        "_begin\n.global " #name "_end\n");                                                                            \
    extern "C" const char name##_begin[];                                                                              \
    extern "C" const char name##_end[]
