declare module 'handlebars/dist/cjs/handlebars/compiler/base.js' {
  const handlebars: Pick<typeof Handlebars, 'parse'>;
  export default handlebars;
}
