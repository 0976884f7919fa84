# Fails if LIBRARY refers to RSA decryption: Bleichenbacher's attack and its kin need a key that decrypts.
execute_process(COMMAND ${NM} --demangle --undefined-only ${LIBRARY}
    OUTPUT_VARIABLE symbols RESULT_VARIABLE failed ERROR_QUIET)
if(failed)
    message(FATAL_ERROR "nm cannot read ${LIBRARY}")
endif()
if(NOT symbols MATCHES "CryptoPP::")
    message(FATAL_ERROR "${LIBRARY} does not refer to Crypto++ at all: this test looks at the wrong file")
endif()
if(symbols MATCHES "(PK_Decryptor|TF_Decryptor|RSAES|OAEP|EncryptionPaddingScheme|CalculateInverse)[^\n]*")
    message(FATAL_ERROR "${LIBRARY} refers to RSA decryption: ${CMAKE_MATCH_0}")
endif()
