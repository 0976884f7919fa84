# Fails if a kernel's object in LIBRARY holds a function that the linker may take for the rest of the program: it is
# compiled for instructions that another CPU lacks.
execute_process(COMMAND ${NM} --demangle --defined-only --print-file-name ${LIBRARY}
    OUTPUT_VARIABLE symbols RESULT_VARIABLE failed ERROR_QUIET)
if(failed)
    message(FATAL_ERROR "nm cannot read ${LIBRARY}")
endif()
foreach(kernel avx512 vaes aesni)
    if(NOT symbols MATCHES "${kernel}\\.cpp\\.o:[0-9a-f]* [rRdD] vitrine::crypto::kernels::${kernel}\n")
        message(FATAL_ERROR "${LIBRARY} holds no kernel ${kernel}: this test looks at the wrong file")
    endif()
    if(symbols MATCHES "${kernel}\\.cpp\\.o:[0-9a-f]* [TWi] [^\n]*")
        message(FATAL_ERROR "a function that others could be given: ${CMAKE_MATCH_0}")
    endif()
endforeach()
