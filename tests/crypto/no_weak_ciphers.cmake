# Fails if a library of the connection refers to what is there for files alone: CBC, pass phrases, SHA-1.
foreach(library ${LIBRARIES})
    execute_process(COMMAND ${NM} --demangle --undefined-only ${library}
        OUTPUT_VARIABLE symbols RESULT_VARIABLE failed ERROR_QUIET)
    if(failed)
        message(FATAL_ERROR "nm cannot read ${library}")
    endif()
    if(symbols MATCHES "vitrine::crypto::(aes_cbc_[a-z]+|pbkdf2|scrypt|sha1_for_lookup)")
        message(FATAL_ERROR "${library} refers to ${CMAKE_MATCH_0}")
    endif()
endforeach()
