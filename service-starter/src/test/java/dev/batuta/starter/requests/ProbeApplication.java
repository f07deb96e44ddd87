package dev.batuta.starter.requests;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The tiny service. */
@SpringBootApplication
class ProbeApplication {}
