/// <reference types="handlebars" />

/**
 * Handlebars templates compiled at build time, by their text: compiling takes longer than the rest
 * of writing a project. Empty here; the build fills it (rolldown.config.js), and a template that
 * changed since is compiled when it is needed.
 */
export const PRECOMPILED: Readonly<Record<string, TemplateSpecification>> = {};
