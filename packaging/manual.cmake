# Manual pages and completions: the program tells what it knows of itself, so they cannot differ from it.
set(manual ${CMAKE_BINARY_DIR}/man1)
add_custom_command(OUTPUT ${manual}/vitrine.1
    COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:vitrine> -DFOLDER=${manual}
        -P ${CMAKE_CURRENT_SOURCE_DIR}/write_manual.cmake
    DEPENDS vitrine ${CMAKE_CURRENT_SOURCE_DIR}/write_manual.cmake VERBATIM)
add_custom_target(manual ALL DEPENDS ${manual}/vitrine.1)
install(DIRECTORY ${manual} DESTINATION ${CMAKE_INSTALL_MANDIR} COMPONENT program)
install(FILES completion.bash RENAME vitrine
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT program)
install(FILES completion.zsh RENAME _vitrine
    DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT program)
